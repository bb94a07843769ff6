import { Actor } from '@switchboard/kernel/actor'
import { readConfig } from '@switchboard/kernel/config'
import type { FeedContract, FeedState } from '@switchboard/shared-types/contracts/feed'
import { directoryOf } from '@switchboard/shared-types/contracts/directory'
import { getStub } from '@switchboard/shared-types/door'
import { FeedId, feedIdOf } from '@switchboard/shared-types/ids'
import type { InboxId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { CATCH_UP, catchUpRoute, deliverNews, hasNews, startCatchUp } from './deliver/delivery.ts'
import type { DeliveryParts } from './deliver/delivery.ts'
import { FeedTable, toFeedState } from './feed-row.ts'
import { outbound, userAgent } from './fetch/outbound.ts'
import { FetchLog } from './history/fetch-log.ts'
import { dueNow, runOf } from './history/unchanged-run.ts'
import migrations from './migrations/migrations.js'
import { FIRST_ITEMS, pollFeed } from './poll.ts'
import type { PollParts, PollResult } from './poll.ts'
import { ItemTable } from './store/item-table.ts'
import { toReport } from './subscribers/report.ts'
import { SubscriberTable } from './subscribers/subscriber-table.ts'

const REPORT_DELAY_MS = 2_000
const REFRESH_PAUSE_MS = 60_000
const FORGET_AFTER_MS = 24 * 60 * 60 * 1000

/**
 * Addressed by the hash of a feed's canonical URL. Owns the polling, the items and who is told of them. Called by
 * inboxes (subscribe), the edge (refresh, history) and admin (pause, resume).
 */
export class FeedActor extends Actor<FeedId> implements FeedContract {
  readonly #feed: FeedTable
  readonly #items: ItemTable
  readonly #subscribers: SubscriberTable
  readonly #log: FetchLog
  readonly #poll: PollParts
  #polledAt = 0
  #polling: Promise<PollResult> | undefined

  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    super(ctx, env, () => ({
      kind: 'feed',
      migrations,
      resident: 'poll',
      jobs: {
        poll: { run: () => this.#pollOnce().then(() => undefined), isExpected: () => this.#isPolled() },
        deliver: {
          // Long overdue whenever there is news: a time that stays the same writes no alarm twice.
          dueAt: () => (hasNews(this.#feed) ? 1 : null),
          run: (trace) => this.#deliver(trace),
        },
        report: { run: (trace) => this.#report(trace) },
        forget: { run: (trace) => this.#forget(trace) },
      },
      routes: { [CATCH_UP]: catchUpRoute(() => this.#delivery()) },
    }))
    this.#feed = new FeedTable(this.db)
    this.#items = new ItemTable(this.db)
    this.#subscribers = new SubscriberTable(this.db, this.#feed)
    this.#log = new FetchLog(this.db)
    const config = readConfig(env)
    this.#poll = {
      feed: this.#feed,
      items: this.#items,
      log: this.#log,
      rsshubBaseUrl: config.rsshubBaseUrl,
      userAgent: (subscribers) => userAgent(config.publicUrl, subscribers),
      send: outbound(config),
      transaction: (change) => this.#transaction(change),
      random: Math.random,
      schedule: (dueAt) => (dueAt === null ? this.jobs.cancel('poll') : this.jobs.schedule('poll', dueAt)),
      scheduledFor: () => this.jobs.scheduledFor('poll'),
    }
  }

  // Called by inboxes

  subscribe(
    id: FeedId,
    trace: Trace,
    { inbox, url, after }: { inbox: InboxId; url: string; after: number },
  ): Promise<Result<FeedState>> {
    return this.call(id, trace, async (inner) => {
      if ((await feedIdOf(url)) !== id) return err('feed.bad_url', 'This address belongs to another feed.')
      return this.#transaction(() => {
        if (this.#feed.read() === undefined) this.#feed.create(url)
        this.#join(inbox, after, inner)
        this.jobs.cancel('forget')
        if (this.jobs.scheduledFor('poll') === null) this.jobs.schedule('poll', dueNow(Date.now()))
        const row = this.#feed.read()
        return row ? ok(toFeedState(row)) : unknownFeed()
      })
    })
  }

  unsubscribe(id: FeedId, trace: Trace, { inbox }: { inbox: InboxId }): Promise<Result<null>> {
    return this.call(id, trace, () =>
      this.#transaction(() => {
        this.#subscribers.remove(inbox)
        if (this.#subscribers.count() === 0 && this.#feed.read() !== undefined) {
          this.jobs.cancel('poll')
          this.jobs.schedule('forget', Date.now() + FORGET_AFTER_MS)
        }
        this.#reportSoon()
        return ok(null)
      }),
    )
  }

  // Called for a person and for admins

  refresh(id: FeedId, trace: Trace): ReturnType<FeedContract['refresh']> {
    return this.call(id, trace, async () => {
      if (this.#feed.read() === undefined) return unknownFeed()
      if (Date.now() - this.#polledAt < REFRESH_PAUSE_MS)
        return ok({ newItems: 0, outcome: 'polled just now' })
      return ok(await this.#pollOnce())
    })
  }

  history(id: FeedId, trace: Trace, { limit }: { limit: number }): ReturnType<FeedContract['history']> {
    return this.call(id, trace, () => {
      const dueAt = this.jobs.scheduledFor('poll')
      const nextPollAt = dueAt === null ? null : new Date(dueAt).toISOString()
      return { fetches: this.#log.read(limit), nextPollAt, unchangedSince: runOf(dueAt) }
    })
  }

  describe(id: FeedId, trace: Trace): ReturnType<FeedContract['describe']> {
    return this.call(id, trace, () => {
      const row = this.#feed.read()
      return row ? ok({ ...toFeedState(row), subscribers: this.#subscribers.count() }) : unknownFeed()
    })
  }

  pause(id: FeedId, trace: Trace): ReturnType<FeedContract['pause']> {
    return this.call(id, trace, () =>
      this.#setHealth({ health: 'paused', reason: 'An admin has paused this feed.' }),
    )
  }

  resume(id: FeedId, trace: Trace): ReturnType<FeedContract['resume']> {
    return this.call(id, trace, () => this.#setHealth({ health: 'new', reason: null }))
  }

  // Jobs

  async #pollOnce(): Promise<PollResult> {
    this.#polledAt = Date.now()
    this.#polling ??= pollFeed(this.#poll).finally(() => (this.#polling = undefined))
    return await this.#polling
  }

  async #deliver(trace: Trace): Promise<void> {
    const changed = this.#feed.read()?.stateUntold === true
    await deliverNews(this.#delivery(), trace)
    if (changed) this.#reportSoon()
  }

  async #report(trace: Trace): Promise<void> {
    const row = this.#feed.read()
    if (row === undefined) return
    const directory = directoryOf(this.#id())
    const report = toReport(this.#id(), row, this.#subscribers.count(), new Date())
    await getStub(this.env.DIRECTORY, directory).reportFeed(directory, trace, report)
  }

  async #forget(trace: Trace): Promise<void> {
    if (this.#subscribers.count() > 0) return
    const directory = directoryOf(this.#id())
    await getStub(this.env.DIRECTORY, directory).forgetFeed(directory, trace, this.#id())
    this.#forgetMemory()
    await this.erase()
  }

  // Shared by the above

  /** Whether somebody waits for the next visit: then a lost alarm is set again. */
  #isPolled(): boolean {
    const row = this.#feed.read()
    return row !== undefined && row.subscribers > 0 && row.health !== 'paused' && row.health !== 'gone'
  }

  #transaction<T>(change: () => T): T {
    try {
      return this.ctx.storage.transactionSync(change)
    } catch (thrown) {
      this.#forgetMemory()
      throw thrown
    }
  }

  #forgetMemory(): void {
    this.#feed.forget()
  }

  #join(inbox: InboxId, after: number, trace: Trace): void {
    const known = this.#subscribers.find(inbox)
    if (known !== undefined && !known.asleep && after === 0) return
    const behind = after > 0 || this.#items.head() > 0
    const cursor = behind ? Math.max(after, this.#items.cursorForLast(FIRST_ITEMS)) : null
    if (known === undefined) this.#subscribers.add(inbox, cursor, new Date())
    if (cursor !== null)
      startCatchUp({ subscribers: this.#subscribers, mail: this.mail }, inbox, cursor, trace)
    else this.#subscribers.setCursor(inbox, null)
    this.#reportSoon()
  }

  #setHealth(change: { health: 'paused' | 'new'; reason: string | null }): Result<null, 'feed.unknown'> {
    if (this.#feed.read() === undefined) return unknownFeed()
    return this.#transaction(() => {
      this.#feed.update({ ...change, failures: 0, stateUntold: true })
      if (change.health === 'paused') this.jobs.cancel('poll')
      else this.jobs.schedule('poll', dueNow(Date.now()))
      return ok(null)
    })
  }

  #reportSoon(): void {
    if (this.jobs.scheduledFor('report') === null) this.jobs.schedule('report', Date.now() + REPORT_DELAY_MS)
  }

  #delivery(): DeliveryParts {
    return {
      feedId: this.#id(),
      feed: this.#feed,
      items: this.#items,
      subscribers: this.#subscribers,
      mail: this.mail,
      transaction: (change) => this.#transaction(change),
      deliver: (inbox, trace, batch) => getStub(this.env.INBOX, inbox).deliver(inbox, trace, batch),
    }
  }

  #id(): FeedId {
    return FeedId.parse(this.ctx.id.name)
  }
}

function unknownFeed() {
  return err('feed.unknown', 'Nobody follows this feed here.')
}
