import type { ChangeEntries, Counts, EntrySummary } from '@switchboard/shared-types/api/entries'
import type { Subscription } from '@switchboard/shared-types/api/subscriptions'
import type { InboxId } from '@switchboard/shared-types/ids'
import type { InboxEvent, ServerFrame } from '@switchboard/shared-types/realtime/frames'
import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import type { ConversationSummary } from '@switchboard/shared-types/api/conversations/conversation'
import type { Notification } from '@switchboard/shared-types/api/notifications'
import { conversationList } from './conversations.ts'
import { inboxStub, list, trace } from './house.ts'
import type { FrameOf } from './live-client.ts'

/** What a device knows of an inbox. */
export interface Held {
  readonly subscriptions: Map<string, Subscription>
  readonly entries: Map<string, EntrySummary>
  readonly notifications: Map<string, Notification>
  readonly channels: Map<string, Channel>
  readonly conversations: Map<string, ConversationSummary>
}

/** Everything an inbox holds, through the calls that the API makes. */
export async function loadAll(id: InboxId): Promise<Held> {
  const subscriptions = await inboxStub(id).subscriptions(id, trace)
  const entries = new Map<string, EntrySummary>()
  for (const view of ['all', 'archived'] as const) {
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await list(id, { view, ...(cursor === undefined ? {} : { cursor }) })
      for (const entry of page.entries) entries.set(entry.id, entry)
      cursor = page.nextCursor
    }
  }
  const notifications = await inboxStub(id).notifications(id, trace)
  const channels = await inboxStub(id).channels(id, trace)
  return {
    subscriptions: new Map(subscriptions.map((row) => [row.id, row])),
    entries,
    notifications: new Map(notifications.map((told) => [told.id, told])),
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    conversations: await loadConversations(id),
  }
}

async function loadConversations(id: InboxId): Promise<Map<string, ConversationSummary>> {
  const held = new Map<string, ConversationSummary>()
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await conversationList(id, { view: 'all', ...(cursor === undefined ? {} : { cursor }) })
    for (const conversation of page.conversations) held.set(conversation.id, conversation)
    cursor = page.nextCursor
  }
  return held
}

/** A device that follows docs/realtime.md to the letter: it holds everything and keeps it current by frames alone. */
export class Replica {
  held: Held = {
    subscriptions: new Map(),
    entries: new Map(),
    notifications: new Map(),
    channels: new Map(),
    conversations: new Map(),
  }
  counts: Counts | null = null
  position: { epoch: string; cursor: number } | null = null
  /** How often each entry arrived since the last snapshot. */
  arrivals = new Map<string, number>()
  #needsLoad = false

  /** Applies what one connection brought, then loads what a snapshot asked for and applies what came meanwhile. */
  async take(id: InboxId, frames: readonly ServerFrame[]): Promise<void> {
    const after = frames.findLastIndex((frame) => frame.type === 'snapshot')
    if (after !== -1) this.#needsLoad = true
    if (this.#needsLoad) this.held = await loadAll(id)
    this.#needsLoad = false
    for (const frame of frames.slice(Math.max(after, 0))) this.#apply(frame)
  }

  #apply(frame: ServerFrame): void {
    switch (frame.type) {
      case 'snapshot':
        this.arrivals = new Map()
        this.counts = frame.counts
        return this.#moveTo(frame)
      case 'resumed':
      case 'live':
        return this.#moveTo(frame)
      case 'counts':
        this.counts = frame.counts
        return
      case 'import':
        return
      default:
        if (this.position !== null && frame.seq <= this.position.cursor) return
        this.#moveTo(frame)
        return this.#follow(frame)
    }
  }

  #moveTo({ epoch, seq }: { epoch: string; seq: number }): void {
    if (this.position?.epoch === epoch && seq < this.position.cursor) throw new Error('the numbers went back')
    this.position = { epoch, cursor: seq }
  }

  #follow(event: InboxEvent): void {
    const { subscriptions, entries, notifications, channels, conversations } = this.held
    switch (event.type) {
      case 'entries.added':
        for (const entry of event.entries) {
          this.arrivals.set(entry.id, (this.arrivals.get(entry.id) ?? 0) + 1)
          if (!entries.has(entry.id)) entries.set(entry.id, entry)
        }
        return
      case 'entry.updated':
        if (entries.has(event.entry.id)) entries.set(event.entry.id, event.entry)
        return
      case 'entries.changed':
        for (const id of event.ids) {
          const entry = entries.get(id)
          if (entry) entries.set(id, withState(entry, event.state))
        }
        return
      case 'entries.marked-read':
        return this.#markRead(event)
      case 'entries.removed':
        for (const id of event.ids) entries.delete(id)
        return
      case 'subscription.changed':
        subscriptions.set(event.subscription.id, event.subscription)
        return
      case 'subscription.removed':
        subscriptions.delete(event.id)
        for (const [id, entry] of entries) if (entry.subscriptionId === event.id) entries.delete(id)
        return
      case 'notification.added':
        notifications.set(event.notification.id, event.notification)
        return
      case 'notifications.read':
        for (const id of event.ids) {
          const told = notifications.get(id)
          if (told) notifications.set(id, { ...told, readAt: event.at })
        }
        return
      case 'channel.changed':
        channels.set(event.channel.id, event.channel)
        return
      case 'channel.removed':
        channels.delete(event.id)
        return
      case 'conversations.changed':
        for (const conversation of event.conversations) conversations.set(conversation.id, conversation)
        return
      case 'conversations.removed':
        for (const id of event.ids) conversations.delete(id)
        return
      case 'rules.changed':
      case 'output.changed':
      case 'output.removed':
    }
  }

  #markRead({ range }: FrameOf<'entries.marked-read'>): void {
    const { subscriptions, entries } = this.held
    for (const [id, entry] of entries) {
      if (entry.archived || id > range.newest) continue
      if (range.oldest !== undefined && id < range.oldest) continue
      if (range.subscription !== undefined) {
        if (entry.subscriptionId !== range.subscription) continue
      } else if (range.folder !== undefined) {
        if (subscriptions.get(entry.subscriptionId)?.folder !== range.folder) continue
      }
      entries.set(id, { ...entry, read: true })
    }
  }
}

function withState(entry: EntrySummary, { read, starred, archived }: ChangeEntries['state']): EntrySummary {
  return {
    ...entry,
    read: read ?? entry.read,
    starred: starred ?? entry.starred,
    archived: archived ?? entry.archived,
  }
}
