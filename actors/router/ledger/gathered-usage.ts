import type { UsageChange, UsageKey, UsageTable } from './usage-table.ts'

/** What many calls add to the sums: calls of one kind are one change. */
export class GatheredUsage implements Pick<UsageTable, 'add'> {
  readonly #gathered = new Map<string, { readonly key: UsageKey; change: UsageChange }>()

  add(key: UsageKey, change: UsageChange): void {
    const { day, tokenId, route, provider, model } = key
    const name = JSON.stringify([day, tokenId, route.id, route.name, provider, model])
    const known = this.#gathered.get(name)
    if (known === undefined) this.#gathered.set(name, { key, change })
    else known.change = sum(known.change, change)
  }

  /** Part of the caller's transaction. */
  addTo(table: Pick<UsageTable, 'add'>): void {
    for (const { key, change } of this.#gathered.values()) table.add(key, change)
  }
}

function sum(one: UsageChange, other: UsageChange): UsageChange {
  const [a, b] = [one.usage, other.usage]
  return {
    calls: one.calls + other.calls,
    failed: one.failed + other.failed,
    unpriced: one.unpriced + other.unpriced,
    usage: {
      input: a.input + b.input,
      output: a.output + b.output,
      cacheRead: a.cacheRead + b.cacheRead,
      cacheWrite: a.cacheWrite + b.cacheWrite,
      cacheWriteLong: a.cacheWriteLong + b.cacheWriteLong,
      reasoning: a.reasoning + b.reasoning,
    },
    cost: one.cost + other.cost,
  }
}
