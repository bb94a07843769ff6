import { runInDurableObject } from 'cloudflare:test'
import { drizzle } from 'drizzle-orm/durable-sqlite'
import { expect, it } from 'vitest'
import type { Mail } from '@switchboard/kernel/outbox/mail'
import { newId } from '@switchboard/shared-types/ids'
import { openInbox } from '../inbox.ts'
import { conversationList, newTalk, snapshotOf, tell, triage } from '../testing/conversations.ts'
import { inboxStub, newInboxId, trace } from '../testing/house.ts'
import { retainConversations } from './retain-conversations.ts'

it('beyond the cap the oldest archived conversations go and are told so; what is open or merged stays', async () => {
  const id = newInboxId()
  const talks = Array.from({ length: 8 }, () => newTalk())
  for (const [n, talk] of talks.entries()) await tell(id, snapshotOf(talk, n + 1, { received: 1 }))
  const merged = newTalk()
  await tell(id, snapshotOf(merged, 1, { mergedInto: newId('cnv') }))
  await triage(id, talks.slice(1), { archived: true })
  const told: string[] = []
  const mail: Pick<Mail, 'send'> = { send: (kind, target) => void told.push(`${kind} ${target}`) }
  const run = (maxConversations: number) =>
    runInDurableObject(inboxStub(id), (_, { storage }) => {
      const inbox = openInbox(id, storage, drizzle(storage))
      const policy = { maxConversations, batch: 2 }
      return storage.transactionSync(() => retainConversations(inbox, mail, policy, trace, new Date()))
    })
  expect(await run(9)).toEqual({ events: [], more: false })
  const gone = talks.slice(1, 4).map((talk) => talk.id)
  const first = await run(6)
  expect(first).toMatchObject({ events: [{ ids: gone.slice(0, 2) }], more: true })
  expect(await run(6)).toMatchObject({ events: [{ ids: gone.slice(2) }], more: false })
  expect(told).toEqual(gone.map((one) => `conversation.purge ${one}`))
  expect((await conversationList(id)).conversations).toHaveLength(5)
  expect((await conversationList(id, { view: 'open' })).conversations).toHaveLength(1)
  expect((await conversationList(id, { q: 'Ada' })).conversations).toHaveLength(5)
})
