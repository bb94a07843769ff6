import type { Check, Verdict } from './check.ts'

export interface Outcome extends Verdict {
  readonly name: string
  readonly ms: number
}

/** Runs checks, `width` at a time, in order; tells of each as it ends. A check that throws has failed. */
export async function runChecks(
  checks: readonly Check[],
  width: number,
  tell: (outcome: Outcome) => void,
): Promise<Outcome[]> {
  const waiting = [...checks]
  const outcomes: Outcome[] = []
  const lane = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const outcome = await runOne(check)
      outcomes.push(outcome)
      tell(outcome)
    }
  }
  await Promise.all(Array.from({ length: width }, lane))
  return outcomes
}

async function runOne({ name, run }: Check): Promise<Outcome> {
  const start = performance.now()
  const verdict = await run().catch((thrown: unknown) => ({ passed: false, output: String(thrown) }))
  return { name, ...verdict, ms: performance.now() - start }
}
