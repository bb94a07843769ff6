import { log, reasonOf } from '@switchboard/shared-types/log'
import type { Trace } from '@switchboard/shared-types/trace'

const FIRST_DELAY_MS = 200
/** 200 ms doubled six times is 25 s: what Cloudflare leaves a Worker whose client has gone. */
const TRIES = 8

/**
 * Tells the router something, and tries for a while where it can not be reached. Never rejects.
 * @param what it is, for the log
 */
export async function persist(
  what: string,
  trace: Trace,
  fields: Readonly<Record<string, string | number>>,
  tell: () => Promise<unknown>,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await tell()
      return
    } catch (thrown) {
      const said = { ...fields, tries, reason: reasonOf(thrown) }
      if (tries === TRIES) {
        log('error', `${what}: could not be told`, trace, said)
        return
      }
      log('warn', `${what}: told again`, trace, said)
      await wait(FIRST_DELAY_MS * 2 ** (tries - 1) * (0.5 + Math.random() / 2))
    }
  }
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
