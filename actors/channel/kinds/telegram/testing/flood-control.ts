import { Refusal } from './refusal.ts'

interface Rule {
  readonly key: string
  readonly count: number
  readonly withinMs: number
}

/** Counts messages and refuses with 429 what is too fast. */
export class FloodControl {
  readonly #sent = new Map<string, number[]>()

  /** @throws Refusal naming the seconds to wait */
  admit(chat: number, now: number): void {
    const rules = rulesOf(chat)
    for (const rule of rules) this.#check(rule, now)
    for (const { key } of rules) this.#sent.set(key, [...(this.#sent.get(key) ?? []), now])
  }

  #check({ key, count, withinMs }: Rule, now: number): void {
    const recent = (this.#sent.get(key) ?? []).filter((at) => now - at < withinMs)
    this.#sent.set(key, recent)
    const [oldest] = recent
    if (oldest === undefined || recent.length < count) return
    const seconds = Math.ceil((oldest + withinMs - now) / 1_000)
    throw new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
  }
}

/** A little more than the published limits, as the real ones are: short bursts pass. */
function rulesOf(chat: number): Rule[] {
  const rules: Rule[] = [
    { key: 'all', count: 30, withinMs: 1_000 },
    { key: `chat ${chat}`, count: 4, withinMs: 3_000 },
  ]
  return chat < 0 ? [...rules, { key: `group ${chat}`, count: 20, withinMs: 60_000 }] : rules
}
