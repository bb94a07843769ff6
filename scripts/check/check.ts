/** What a check found: nothing, or text that says what is wrong and where. */
export interface Verdict {
  readonly passed: boolean
  readonly output: string
}

export interface Check {
  readonly name: string
  readonly run: () => Promise<Verdict>
}

/** A check that lists what it finds wrong, one line each. */
export function listing(name: string, find: () => Promise<readonly string[]>): Check {
  return {
    name,
    run: async () => {
      const findings = await find()
      return { passed: findings.length === 0, output: findings.join('\n') }
    },
  }
}
