import { runInDurableObject } from 'cloudflare:test'
import type { Talk } from './talk.ts'

/**
 * @returns the rows a conversation writes while `run` runs, as they are billed: what the storage's own counter says of
 *   each statement, one for each key-value write
 */
export async function rowsWritten(talk: Talk, run: () => Promise<unknown>): Promise<number> {
  const counted = await runInDurableObject(talk.stub, (_, { storage }) => {
    const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = []
    let others = 0
    const exec = storage.sql.exec.bind(storage.sql)
    const put = storage.kv.put.bind(storage.kv)
    storage.sql.exec = <T extends Record<string, SqlStorageValue>>(query: string, ...bindings: unknown[]) => {
      const cursor = exec<T>(query, ...bindings)
      cursors.push(cursor)
      return cursor
    }
    storage.kv.put = (key, value) => {
      others += 1
      put(key, value)
    }
    return {
      total: () => cursors.reduce((sum, cursor) => sum + cursor.rowsWritten, others),
      stop: () => {
        Object.assign(storage.sql, { exec })
        Object.assign(storage.kv, { put })
      },
    }
  })
  await run()
  return await runInDurableObject(talk.stub, () => {
    const total = counted.total()
    counted.stop()
    return total
  })
}
