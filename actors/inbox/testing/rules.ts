import { runInDurableObject } from 'cloudflare:test'
import * as z from 'zod'
import type { RuleDraft } from '@switchboard/shared-types/api/rules'
import type { ConversationId, InboxId } from '@switchboard/shared-types/ids'
import { channelOf, newTalk, snapshotOf, tell, tellChannel } from './conversations.ts'
import type { Talk } from './conversations.ts'
import { inboxStub, trace } from './house.ts'

/** Written just now. */
export const NOW = (): { at: string } => ({ at: new Date().toISOString() })

export function draft(given: Partial<RuleDraft> & Pick<RuleDraft, 'actions'>): RuleDraft {
  return { name: 'A rule', enabled: true, when: { words: ['invoice'] }, stop: false, ...given }
}

export async function setRules(id: InboxId, ...rules: RuleDraft[]) {
  const answer = await inboxStub(id).setRules(id, trace, { rules })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

const Asked = z.object({ key: z.string(), wish: z.string().nullable(), useTone: z.boolean() })

/** The drafts that conversations were asked for. There are no such conversations, so the asking stays, undelivered. */
export async function draftsAsked(id: InboxId) {
  const query = "SELECT target, body FROM outbox WHERE kind = 'conversation.draft' ORDER BY seq"
  const rows = await runInDurableObject(inboxStub(id), (_, { storage }) =>
    storage.sql.exec<{ target: string; body: string }>(query).toArray(),
  )
  return rows.map((row) => Object.assign(Asked.parse(JSON.parse(row.body)), { to: row.target }))
}

/** What was sent on, newest first. */
export async function sentOn(id: InboxId) {
  return (await inboxStub(id).permissions(id, trace)).uses
}

/** A conversation over a channel of this inbox that rules may send to, unless they may not. */
export async function target(id: InboxId, { permitted = true } = {}): Promise<Talk> {
  const channel = await tellChannel(id, channelOf())
  const talk = newTalk(channel.id)
  await tell(id, snapshotOf(talk, 1, { summary: { title: 'Target' } }))
  if (permitted) await inboxStub(id).grantPermission(id, trace, channel.id)
  return talk
}

export const forwardTo = (to: ConversationId): RuleDraft => draft({ actions: [{ type: 'forward', to }] })
