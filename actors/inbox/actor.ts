import { answerClose } from '@switchboard/kernel/live/live-sockets'
import type { ChangeEntries, EntryQuery, MarkRead } from '@switchboard/shared-types/api/entries'
import type { ReadNotifications } from '@switchboard/shared-types/api/notifications'
import type { UpdateSubscription } from '@switchboard/shared-types/api/subscriptions'
import type { FeedBatch, FeedState } from '@switchboard/shared-types/contracts/feed'
import type {
  InboxContract,
  NewNotification,
  NewSubscription,
} from '@switchboard/shared-types/contracts/inbox'
import { InboxId } from '@switchboard/shared-types/ids'
import type { EntryId, FeedId, SubscriptionId } from '@switchboard/shared-types/ids'
import { PING, PONG } from '@switchboard/shared-types/realtime/frames'
import { err, ok } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { applyBatch } from './delivery/apply-batch.ts'
import { changeEntries, markRead } from './entries/change-entries.ts'
import { listEntries } from './entries/list-entries.ts'
import { readEntry, readEntryText } from './entries/read-entry.ts'
import { feedRoutes } from './feed-messages.ts'
import { forgetMemory, inboxSize, unseen } from './inbox.ts'
import { readUpgrade } from './live/read-upgrade.ts'
import { greet } from './live/greet.ts'
import { closeConversations, closeSources } from './leave-house.ts'
import { MessagesActor } from './messages-actor.ts'
import { addNotification, listNotifications, readNotifications } from './notifications/notifications.ts'
import { addressLine, followLines } from './opml/import-next.ts'
import { parseOpml } from './opml/parse-opml.ts'
import { writeOpml } from './opml/write-opml.ts'
import { runRetention } from './retention/retain.ts'
import { closeRooms } from './rooms/close-rooms.ts'
import { learnFeedState, renameFolder, updateSubscription } from './subscriptions/change-subscriptions.ts'
import { follow, leave, noSubscription, wakeFeeds } from './subscriptions/follow.ts'
import { toSubscription } from './subscriptions/subscription-book.ts'
import { Summariser } from './summary/summarise.ts'

const PURGE_CHECK_MS = 1_000

type Answer<M extends keyof InboxContract> = ReturnType<InboxContract[M]>

/**
 * Addressed by a person's or group's inbox id. Owns subscriptions, entries, notifications, their history and the live
 * sockets. Called by feeds (deliver), routers (notify), the edge (all that a person does) and identity (sockets, purge).
 */
export class InboxActor extends MessagesActor implements InboxContract {
  readonly #summariser: Summariser

  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    const id = InboxId.parse(ctx.id.name)
    super(ctx, env, {
      jobs: {
        import: { run: (trace) => this.#importLines(trace) },
        retention: { run: () => this.#retain() },
        purge: { run: (trace) => this.#finishPurge(trace) },
      },
      routes: feedRoutes(env, id, (feed, state) => this.#learn(feed, state)),
    })
    this.#summariser = new Summariser({ inbox: this.inbox, ask: this.ask, write: this.write })
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG))
  }

  // Called by feeds

  deliver(id: InboxId, trace: Trace, batch: FeedBatch): Answer<'deliver'> {
    return this.call(id, trace, async (inner) => {
      if (this.inbox.subscriptions.byFeed(batch.feed) === undefined) return noSubscription()
      if (this.sockets.someoneListens()) this.#open(inner)
      const asleep = this.inbox.sleep.fallsAsleep(Date.now())
      if (!asleep) await this.write((now) => applyBatch(this.inbox, batch, now))
      const subscription = this.inbox.subscriptions.byFeed(batch.feed)
      return subscription ? ok({ cursor: this.inbox.cursors.of(subscription).seq, asleep }) : noSubscription()
    })
  }

  // Called for a person: subscriptions

  subscribe(id: InboxId, trace: Trace, input: NewSubscription): Answer<'subscribe'> {
    return this.call(id, trace, (inner) => {
      this.#open(inner)
      this.scheduleRetention()
      return this.write((now) => follow(this.inbox, this.mail, input, inner, now))
    })
  }

  updateSubscription(
    id: InboxId,
    trace: Trace,
    input: UpdateSubscription & { id: SubscriptionId },
  ): Answer<'updateSubscription'> {
    return this.call(id, trace, () => this.write((now) => updateSubscription(this.inbox, input, now)))
  }

  unsubscribe(id: InboxId, trace: Trace, subscription: SubscriptionId): Answer<'unsubscribe'> {
    return this.call(id, trace, (inner) =>
      this.write((now) => leave(this.inbox, this.mail, subscription, inner, now)),
    )
  }

  subscriptions(id: InboxId, trace: Trace): Answer<'subscriptions'> {
    return this.call(id, trace, () => this.inbox.subscriptions.all().map(toSubscription))
  }

  subscription(id: InboxId, trace: Trace, subscription: SubscriptionId): Answer<'subscription'> {
    return this.call(id, trace, () => {
      const row = this.inbox.subscriptions.byId(subscription)
      return row ? ok(toSubscription(row)) : noSubscription()
    })
  }

  renameFolder(
    id: InboxId,
    trace: Trace,
    input: { folder: string; name: string | null },
  ): Answer<'renameFolder'> {
    return this.call(id, trace, () => this.write((now) => renameFolder(this.inbox, input, now)))
  }

  importOpml(id: InboxId, trace: Trace, document: string): Answer<'importOpml'> {
    return this.call(id, trace, async (inner) => {
      const feeds = parseOpml(document)
      if (!feeds.ok) return feeds
      this.#open(inner)
      this.scheduleRetention()
      return await this.write((now) => {
        this.jobs.schedule('import', now.getTime())
        return unseen(ok(this.inbox.imports.start(feeds.value, now)))
      })
    })
  }

  importReport(id: InboxId, trace: Trace, importId: string): Answer<'importReport'> {
    return this.call(id, trace, () => {
      const report = this.inbox.imports.report(importId)
      return report ? ok(report) : err('import.not_found', 'There is no such import in this inbox.')
    })
  }

  exportOpml(id: InboxId, trace: Trace): Promise<string> {
    return this.call(id, trace, () =>
      writeOpml(this.inbox.subscriptions.all().map(toSubscription), new Date()),
    )
  }

  // Called for a person: entries

  entries(id: InboxId, trace: Trace, query: EntryQuery): Answer<'entries'> {
    return this.call(id, trace, (inner) => {
      this.#open(inner)
      return listEntries(this.inbox, query)
    })
  }

  entry(id: InboxId, trace: Trace, entry: EntryId): Answer<'entry'> {
    return this.call(id, trace, () => readEntry(this.inbox, entry))
  }

  entryText(id: InboxId, trace: Trace, entry: EntryId): Answer<'entryText'> {
    return this.call(id, trace, () => readEntryText(this.inbox, entry))
  }

  summarise(id: InboxId, trace: Trace, entry: EntryId): Answer<'summarise'> {
    return this.call(id, trace, (inner) => this.#summariser.of(entry, inner))
  }

  changeEntries(id: InboxId, trace: Trace, input: ChangeEntries): Answer<'changeEntries'> {
    return this.call(id, trace, () => this.write((now) => changeEntries(this.inbox, input, now)))
  }

  markRead(id: InboxId, trace: Trace, input: MarkRead): Answer<'markRead'> {
    return this.call(id, trace, () => this.write((now) => markRead(this.inbox, input, now)))
  }

  counts(id: InboxId, trace: Trace): Answer<'counts'> {
    return this.call(id, trace, () => this.inbox.counts.read())
  }

  // Notifications: told by routers, read by the person

  notify(id: InboxId, trace: Trace, input: NewNotification): Answer<'notify'> {
    return this.call(id, trace, () => {
      this.scheduleRetention()
      return this.write((now) => addNotification(this.inbox, input, now))
    })
  }

  notifications(id: InboxId, trace: Trace): Answer<'notifications'> {
    return this.call(id, trace, () => listNotifications(this.inbox))
  }

  readNotifications(id: InboxId, trace: Trace, input: ReadNotifications): Answer<'readNotifications'> {
    return this.call(id, trace, () => this.write((now) => readNotifications(this.inbox, input, now)))
  }

  // Called by identity and admin

  size(id: InboxId, trace: Trace): Answer<'size'> {
    return this.call(id, trace, () => inboxSize(this.inbox, this.ctx.storage.sql.databaseSize))
  }

  closeSockets(id: InboxId, trace: Trace, input: { session?: string | undefined }): Answer<'closeSockets'> {
    return this.call(id, trace, (inner) => {
      this.sockets.close(input.session)
      return this.write(() => closeRooms(this.inbox, this.mail, input.session, inner))
    })
  }

  purge(id: InboxId, trace: Trace): Answer<'purge'> {
    return this.call(id, trace, async (inner) => {
      this.sockets.close(undefined)
      return await this.write((now) => {
        this.jobs.schedule('purge', now.getTime() + PURGE_CHECK_MS)
        closeSources(this.inbox, this.mail, inner)
        return unseen(ok(null))
      })
    })
  }

  // Live sockets

  override async fetch(request: Request): Promise<Response> {
    const { inbox, session, until, trace } = readUpgrade(request)
    return await this.call(inbox, trace, (inner) => {
      this.#open(inner)
      return this.sockets.accept(session, { until })
    })
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    if (this.sockets.endIfOver(socket, Date.now())) return
    const greeting = greet(this.inbox, typeof message === 'string' ? message : '')
    if (!greeting.ok) return socket.close(greeting.close, greeting.reason)
    for (const frame of greeting.frames) socket.send(JSON.stringify(frame))
    this.sockets.goLive(socket)
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    answerClose(socket, code)
  }

  // Jobs

  async #importLines(trace: Trace): Promise<void> {
    if (this.jobs.scheduledFor('purge') !== null) return
    const lines = await Promise.all(this.inbox.imports.nextLines().map(addressLine))
    const progress = await this.write((now) => {
      const written = followLines(this.inbox, this.mail, lines, trace, now)
      if (this.inbox.imports.hasWork()) this.jobs.schedule('import', now.getTime())
      return written
    })
    if (progress === null) return
    const { epoch, head } = this.inbox.timeline
    this.sockets.broadcast([{ type: 'import', epoch, seq: head, progress }])
  }

  async #retain(): Promise<void> {
    await this.write((now) => {
      const { events, next } = runRetention(this.inbox, now)
      this.jobs.schedule('retention', next)
      return { answer: null, events }
    })
  }

  async #finishPurge(trace: Trace): Promise<void> {
    // Whoever was on the way here when the purge began may have followed a feed or opened a socket since.
    this.sockets.close(undefined)
    await this.write(() => closeSources(this.inbox, this.mail, trace))
    const isQuiet = this.mail.pending() === 0
    const left = isQuiet ? await this.write(() => closeConversations(this.inbox, this.mail, trace)) : 1
    if (left > 0) return this.jobs.schedule('purge', Date.now() + PURGE_CHECK_MS)
    forgetMemory(this.inbox)
    await this.erase()
  }

  // Shared by the above

  #open(trace: Trace): void {
    this.ctx.storage.transactionSync(() => {
      if (this.inbox.sleep.open(Date.now())) wakeFeeds(this.inbox, this.mail, trace)
    })
  }

  async #learn(feed: FeedId, state: FeedState): Promise<void> {
    // The answer to following may come in behind the first delivery, which then knows better.
    if (this.inbox.subscriptions.byFeed(feed)?.feedEpoch !== null) return
    await this.write((now) => learnFeedState(this.inbox, feed, state, now))
  }
}
