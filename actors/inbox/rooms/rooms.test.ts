import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { newId } from '@switchboard/shared-types/ids'
import type { InboxId } from '@switchboard/shared-types/ids'
import { rowsWritten } from '../testing/rows-written.ts'
import { evict, inboxStub, newInboxId, silentPublishers, trace } from '../testing/house.ts'

silentPublishers()

const HOUR_MS = 60 * 60 * 1000

async function enter(id: InboxId, session: string, until = Date.now() + HOUR_MS) {
  const conversation = newId('cnv')
  await inboxStub(id).enterRoom(id, trace, { session, conversation, until })
  return conversation
}

/** Ends a session. @returns which conversations are told to close rooms, and of whom, before any of it is delivered */
async function close(id: InboxId, session: string): Promise<unknown[]> {
  return await runInDurableObject(inboxStub(id), async (inbox, { storage }) => {
    await inbox.closeSockets(id, trace, { session })
    const queued = `SELECT target, json_extract(body, '$.session') AS session FROM outbox
      WHERE kind = 'conversation.close-sockets' ORDER BY target`
    return storage.sql.exec(queued).toArray()
  })
}

describe('the rooms of a session that ends', () => {
  it('are told to close, also after the inbox slept, and no others', async () => {
    const id = newInboxId()
    const [first, second] = [await enter(id, 'ses_gone'), await enter(id, 'ses_gone')]
    const kept = await enter(id, 'ses_kept')
    await evict(id)
    expect(await close(id, 'ses_gone')).toEqual(
      [first, second].toSorted().map((target) => ({ target, session: 'ses_gone' })),
    )
    expect(await rows(id)).toEqual([kept])
  })

  it('are told once, however often that is told', async () => {
    const id = newInboxId()
    await enter(id, 'ses_gone')
    expect(await close(id, 'ses_gone')).toHaveLength(1)
    expect(await rows(id)).toEqual([])
    expect(await rowsWritten(id, () => inboxStub(id).closeSockets(id, trace, { session: 'ses_gone' }))).toBe(
      0,
    )
  })

  it('are forgotten once they tell it nothing any more, and remembered longer by those who come back', async () => {
    const id = newInboxId()
    const conversation = await enter(id, 'ses_one', Date.now() - 1)
    await inboxStub(id).enterRoom(id, trace, {
      session: 'ses_one',
      conversation,
      until: Date.now() + HOUR_MS,
    })
    await enter(id, 'ses_two', Date.now() - 1)
    const last = await enter(id, 'ses_two')
    expect(await rows(id)).toEqual([conversation, last].toSorted())
  })
})

async function rows(id: InboxId): Promise<unknown[]> {
  return await runInDurableObject(inboxStub(id), (_, { storage }) =>
    storage.sql
      .exec('SELECT conversation_id FROM rooms ORDER BY conversation_id')
      .toArray()
      .map((row) => row['conversation_id']),
  )
}
