import { runInDurableObject } from 'cloudflare:test'
import type { InboxId } from '@switchboard/shared-types/ids'
import { feedsTold, inboxStub } from './house.ts'

/**
 * @returns the rows an inbox writes while `run` runs, as they are billed: what the storage's own counter says of each
 *   statement, one for each key-value write, one for each alarm set
 */
export async function rowsWritten(id: InboxId, run: () => Promise<unknown>): Promise<number> {
  await feedsTold(id)
  const counted = await runInDurableObject(inboxStub(id), (_, { storage }) => {
    const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = []
    let others = 0
    const exec = storage.sql.exec.bind(storage.sql)
    const put = storage.kv.put.bind(storage.kv)
    const remove = storage.kv.delete.bind(storage.kv)
    const setAlarm = storage.setAlarm.bind(storage)
    storage.sql.exec = <T extends Record<string, SqlStorageValue>>(query: string, ...bindings: unknown[]) => {
      const cursor = exec<T>(query, ...bindings)
      cursors.push(cursor)
      return cursor
    }
    storage.kv.put = (key, value) => {
      others += 1
      put(key, value)
    }
    storage.kv.delete = (key) => {
      others += 1
      return remove(key)
    }
    storage.setAlarm = (time, options) => {
      others += 1
      return setAlarm(time, options)
    }
    return {
      total: () => cursors.reduce((sum, cursor) => sum + cursor.rowsWritten, others),
      stop: () => {
        Object.assign(storage, { setAlarm })
        Object.assign(storage.sql, { exec })
        Object.assign(storage.kv, { put, delete: remove })
      },
    }
  })
  await run()
  return await runInDurableObject(inboxStub(id), () => {
    const total = counted.total()
    counted.stop()
    return total
  })
}
