import { runInDurableObject } from 'cloudflare:test'
import type { InboxId } from '@switchboard/shared-types/ids'
import { inboxStub } from './house.ts'

/** @returns the rows an inbox reads while `run` runs, as they are billed: what the storage's own counter says */
export async function rowsRead(id: InboxId, run: () => Promise<unknown>): Promise<number> {
  const counted = await runInDurableObject(inboxStub(id), (_, { storage }) => {
    const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = []
    const exec = storage.sql.exec.bind(storage.sql)
    storage.sql.exec = <T extends Record<string, SqlStorageValue>>(query: string, ...bindings: unknown[]) => {
      const cursor = exec<T>(query, ...bindings)
      cursors.push(cursor)
      return cursor
    }
    return {
      total: () => cursors.reduce((sum, cursor) => sum + cursor.rowsRead, 0),
      stop: () => Object.assign(storage.sql, { exec }),
    }
  })
  await run()
  return await runInDurableObject(inboxStub(id), () => {
    const total = counted.total()
    counted.stop()
    return total
  })
}
