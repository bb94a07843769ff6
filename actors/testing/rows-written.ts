import { runInDurableObject } from 'cloudflare:test'

/** One write to an object's storage: the SQL statement or the storage method, and the rows that it is billed for. */
export interface Write {
  readonly what: string
  readonly rows: number
}

export interface RowsWritten {
  readonly rows: number
  /** In the order they were made: print it when a count surprises. */
  readonly writes: readonly Write[]
}

/**
 * Counts the rows that an object writes while `run` runs: what the SQL counters say, one for each key written through
 * `kv` and one for each setAlarm or deleteAlarm, as they are billed
 * (https://developers.cloudflare.com/durable-objects/platform/pricing/). What the object's own start writes is not
 * counted. `run` may call the object, run its alarm or use runInDurableObject, but must not evict it.
 */
export async function rowsWritten<T extends Rpc.DurableObjectBranded>(
  stub: DurableObjectStub<T>,
  run: () => unknown,
): Promise<RowsWritten> {
  const ledger = await runInDurableObject(stub, (_, { storage }) => new Ledger(storage))
  try {
    await run()
  } finally {
    await runInDurableObject(stub, () => ledger.close())
  }
  const writes = ledger.writes()
  return { rows: writes.reduce((sum, { rows }) => sum + rows, 0), writes }
}

class Ledger {
  readonly #entries: (() => Write)[] = []
  readonly #undo: (() => void)[] = []

  constructor(storage: DurableObjectStorage) {
    const { sql, kv } = storage
    const entries = this.#entries
    const exec = sql.exec.bind(sql)
    this.#replace(
      sql,
      'exec',
      <T extends Record<string, SqlStorageValue>>(query: string, ...bindings: unknown[]) => {
        const cursor = exec<T>(query, ...bindings)
        entries.push(() => ({ what: query, rows: cursor.rowsWritten }))
        return cursor
      },
    )
    const note = (what: string) => entries.push(() => ({ what, rows: 1 }))
    const put = kv.put.bind(kv)
    this.#replace(kv, 'put', (key, value) => {
      note(`kv.put ${key}`)
      put(key, value)
    })
    const remove = kv.delete.bind(kv)
    this.#replace(kv, 'delete', (key) => {
      note(`kv.delete ${key}`)
      return remove(key)
    })
    const setAlarm = storage.setAlarm.bind(storage)
    this.#replace(storage, 'setAlarm', (time, options) => {
      note('setAlarm')
      return setAlarm(time, options)
    })
    const deleteAlarm = storage.deleteAlarm.bind(storage)
    this.#replace(storage, 'deleteAlarm', (options) => {
      note('deleteAlarm')
      return deleteAlarm(options)
    })
  }

  writes(): Write[] {
    return this.#entries.map((entry) => entry()).filter(({ rows }) => rows > 0)
  }

  close(): void {
    for (const undo of this.#undo) undo()
  }

  #replace<O extends object, K extends keyof O>(target: O, name: K, method: O[K]): void {
    Object.defineProperty(target, name, { value: method, configurable: true, writable: true })
    this.#undo.push(() => Reflect.deleteProperty(target, name))
  }
}
