import type { Settlement } from '@switchboard/shared-types/contracts/lease'
import { getStub } from '@switchboard/shared-types/door'
import type { RouterId } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import { log, reasonOf } from '../log.ts'

const FIRST_DELAY_MS = 200
const TRIES = 4

/**
 * Tells a router how a call ended, and tries again for a while where it can not be reached; a call whose end it never
 * hears is booked at its estimate.
 */
export async function settleCall(
  env: Pick<ActorsEnv, 'ROUTER'>,
  router: RouterId,
  trace: Trace,
  settlement: Settlement,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await getStub(env.ROUTER, router).settle(router, trace, settlement)
      return
    } catch (thrown) {
      const fields = { call: settlement.callId, tries, reason: reasonOf(thrown) }
      if (tries === TRIES) return log('error', 'a call could not be settled', trace, fields)
      log('warn', 'a settlement is tried again', trace, fields)
      await delay(FIRST_DELAY_MS * 2 ** (tries - 1) * (0.5 + Math.random() / 2))
    }
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
