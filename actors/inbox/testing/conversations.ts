import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import type {
  ChangeConversations,
  ConversationSummary,
} from '@switchboard/shared-types/api/conversations/conversation'
import type { ArrivedMessage, ConversationSnapshot } from '@switchboard/shared-types/contracts/conversation'
import type { InboxConversationQuery, TriageAct } from '@switchboard/shared-types/contracts/inbox-messages'
import { newId } from '@switchboard/shared-types/ids'
import type { ChannelId, ConversationId, InboxId } from '@switchboard/shared-types/ids'
import { inboxStub, trace } from './house.ts'

export const AT = '2026-11-01T08:00:00.000Z'

/** The `n`th minute after {@link AT}. */
export function minute(n: number): string {
  return new Date(Date.parse(AT) + n * 60_000).toISOString()
}

export function channelOf(given: Partial<Channel> = {}): Channel {
  return {
    id: newId('chn'),
    kind: 'webhook',
    name: 'Post',
    account: '@me',
    state: 'connected',
    reason: null,
    features: {
      send: true,
      post: true,
      edit: false,
      delete: false,
      react: false,
      attachments: false,
      history: false,
      maxLength: 300,
      countedIn: 'graphemes',
    },
    intake: 'hook',
    hookUrl: null,
    waiting: 0,
    unreadable: 0,
    createdAt: AT,
    lastReceivedAt: null,
    lastSentAt: null,
    ...given,
  }
}

/** Tells an inbox of a channel, as the channel would. */
export async function tellChannel(id: InboxId, channel: Channel, version = 1): Promise<Channel> {
  await inboxStub(id).channelChanged(id, trace, { id: channel.id, version, channel })
  return channel
}

export interface Talk {
  readonly id: ConversationId
  readonly channel: ChannelId
}

export function newTalk(channel: ChannelId = newId('chn')): Talk {
  return { id: newId('cnv'), channel }
}

export function arrivedAt(talk: Talk, n: number, given: Partial<ArrivedMessage> = {}): ArrivedMessage {
  return {
    id: newId('msg'),
    channel: talk.channel,
    author: { key: 'u-ada', name: 'Ada Lovelace', handle: '@ada' },
    text: `Message ${n}`,
    at: minute(n),
    nature: 'ordinary',
    ...given,
  }
}

type Told = Partial<Omit<ConversationSnapshot, 'summary'>> & {
  readonly summary?: Partial<ConversationSnapshot['summary']>
}

/** What a conversation tells of itself; what the test does not name is made up from its version. */
export function snapshotOf(
  talk: Talk,
  version: number,
  { summary, ...given }: Told = {},
): ConversationSnapshot {
  return {
    id: talk.id,
    version,
    summary: {
      channelId: talk.channel,
      channelKind: 'webhook',
      title: 'Ada Lovelace',
      participants: ['Ada Lovelace'],
      snippet: `Message ${version}`,
      lastAuthor: 'Ada Lovelace',
      lastDirection: 'in',
      lastAt: minute(version),
      priority: 'normal',
      priorityReason: null,
      category: null,
      summary: null,
      answerExpected: false,
      draft: null,
      trouble: null,
      ...summary,
    },
    threads: [{ channel: talk.channel, key: talk.id }],
    mergedInto: null,
    received: version,
    arrived: [],
    analysed: false,
    ...given,
  }
}

/** Tells an inbox of a conversation, as the conversation would. */
export async function tell(id: InboxId, snapshot: ConversationSnapshot): Promise<void> {
  const answer = await inboxStub(id).conversationChanged(id, trace, snapshot)
  if (!answer.ok) throw new Error(answer.error.code)
}

/** A page of conversations; throws what was refused. */
export async function conversationList(id: InboxId, query: Partial<InboxConversationQuery> = {}) {
  const answer = await inboxStub(id).conversations(id, trace, {
    view: 'all',
    sort: 'time',
    limit: 100,
    ...query,
  })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

export async function summaryIn(id: InboxId, talk: Talk): Promise<ConversationSummary> {
  const answer = await inboxStub(id).summaryOf(id, trace, talk.id)
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

export async function triage(
  id: InboxId,
  talks: readonly Talk[],
  change: ChangeConversations['change'],
  by: TriageAct['by'] = { id: newId('per'), name: 'Bob' },
): Promise<number> {
  const ids = talks.map((talk) => talk.id)
  const answer = await inboxStub(id).changeConversations(id, trace, { ids, change, by })
  if (!answer.ok) throw new Error('refused')
  return answer.value.changed
}
