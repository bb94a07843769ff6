/** What drizzle-kit generates as `migrations.js` for `driver: 'durable-sqlite'`. */
export interface Migrations {
  readonly journal: { readonly entries: readonly { readonly idx: number; readonly tag: string }[] }
  readonly migrations: Readonly<Record<string, string>>
}

const APPLIED = 'kernel:migrations'

/**
 * Brings an actor's storage to the newest schema: one read when there is nothing to do. All steps and their mark commit
 * together; SQLite's DDL is transactional.
 * @returns whether the storage was empty before
 * @throws when the storage was written by a newer version, or a step fails: the actor then refuses to start.
 */
export function migrate(storage: DurableObjectStorage, { journal, migrations }: Migrations): boolean {
  const known = journal.entries.length
  const applied = storage.kv.get<number>(APPLIED) ?? 0
  if (applied === known) return false
  if (applied > known) throw new Error(`storage has ${applied} migrations, this version knows ${known}`)
  storage.transactionSync(() => {
    for (const { idx, tag } of journal.entries.slice(applied)) {
      const step = migrations[`m${String(idx).padStart(4, '0')}`]
      if (step === undefined) throw new Error(`migration ${tag} is missing`)
      // The breakpoints between statements are SQL comments.
      storage.sql.exec(step)
    }
    storage.kv.put(APPLIED, known)
  })
  return applied === 0
}
