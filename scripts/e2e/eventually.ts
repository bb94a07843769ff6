import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Asks again and again until the answer is there.
 * @param ask gives undefined while there is no answer yet
 * @throws when there is none within the time
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  withinMs = 15_000,
): Promise<T> {
  const until = Date.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > until) throw new Error(`waited in vain for ${what}`)
    await sleep(50)
  }
}
