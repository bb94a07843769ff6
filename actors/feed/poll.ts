import type { OutboundResult } from '@switchboard/kernel/outbound/guarded-fetch'
import type { FeedHealth, FetchRecord } from '@switchboard/shared-types/api/subscriptions'
import { resolveRsshub } from './discover/rsshub.ts'
import { datesOf, hintsOf } from './feed-row.ts'
import type { FeedRow, FeedTable } from './feed-row.ts'
import { fetchFeed } from './fetch/fetch-feed.ts'
import type { Changed, Failed, Pace, Unchanged } from './fetch/fetch-feed.ts'
import type { FetchLog } from './history/fetch-log.ts'
import { runOf, withRun } from './history/unchanged-run.ts'
import { readFeed } from './pipeline.ts'
import { planNextPoll } from './rhythm/rhythm.ts'
import type { NextPoll } from './rhythm/rhythm.ts'
import type { ItemTable } from './store/item-table.ts'
import { storeItems } from './store/store-items.ts'
import type { Stored } from './store/store-items.ts'
import type { ReadFeed } from './types.ts'

/** Failures in a row before subscribers are told; one alone is mostly a restart somewhere. */
const FAILING_AFTER = 3
/** A newcomer to a feed with a long document gets this many items. */
export const FIRST_ITEMS = 100

export interface PollParts {
  readonly feed: FeedTable
  readonly items: ItemTable
  readonly log: FetchLog
  readonly rsshubBaseUrl: string
  readonly userAgent: (subscribers: number) => string
  /** The guarded fetch. */
  readonly send: (request: { url: string; headers: Record<string, string> }) => Promise<OutboundResult>
  readonly transaction: (change: () => void) => void
  readonly random: () => number
  /** When the next poll is due, ms since the epoch; null: no more polls. */
  readonly schedule: (dueAt: number | null) => void
  readonly scheduledFor: () => number | null
}

export interface PollResult {
  readonly newItems: number
  readonly outcome: string
}

/** One visit to the publisher: fetch, read, store what is new, plan the next visit. */
export async function pollFeed(parts: PollParts): Promise<PollResult> {
  const row = parts.feed.read()
  if (row === undefined || row.health === 'paused' || row.health === 'gone')
    return { newItems: 0, outcome: 'idle' }
  const poll = new Poll(parts, row)
  const url = resolveRsshub(row.movedTo ?? row.url, parts.rsshubBaseUrl)
  if (!url.ok) return poll.fail(failedBefore(url.error.code, url.error.message))
  const request = {
    url: url.value,
    validators: row,
    bodyHash: row.bodyHash,
    userAgent: parts.userAgent(row.subscribers),
  }
  const outcome = await fetchFeed(request, parts.send)
  switch (outcome.kind) {
    case 'unchanged':
      return poll.settle(outcome)
    case 'failed':
      return poll.fail(outcome)
    case 'changed':
      return poll.read(outcome)
  }
}

function failedBefore(code: Failed['code'], message: string): Failed {
  return {
    kind: 'failed',
    status: null,
    code,
    message,
    bytes: 0,
    pace: { maxAgeSeconds: null, retryAfterSeconds: null },
  }
}

/** Something came, though not the feed. */
function isDocument({ status, code }: Failed): boolean {
  return status === 200 || code === 'feed.too_large'
}

/** What of the feed's row the next visit depends on. */
type PlannedFrom = Pick<FeedRow, 'hints' | 'etag' | 'lastModified' | 'recentDates'>

/** What one visit does to the feed's storage, by its outcome. */
class Poll {
  readonly #parts: PollParts
  readonly #row: FeedRow
  readonly #started = Date.now()
  readonly #unchangedBefore: number

  constructor(parts: PollParts, row: FeedRow) {
    this.#parts = parts
    this.#row = row
    this.#unchangedBefore = runOf(parts.scheduledFor())
  }

  /** Nothing new. Writes the alarm and nothing else, unless the feed has recovered or moved. */
  settle(answer: Unchanged): PollResult {
    const next = this.#plan(this.#row, 0, answer.pace)
    const recovered = this.#row.health !== 'ok' || this.#row.failures > 0
    if (recovered || answer.movedTo !== null) {
      this.#parts.transaction(() => this.#becomeHealthy(answer.movedTo, {}))
    }
    this.#parts.schedule(withRun(Date.parse(next.at), this.#unchangedBefore + 1))
    return { newItems: 0, outcome: 'unchanged' }
  }

  /** A new document: what it lists that is new or edited is stored, with everything else, in one transaction. */
  read(answer: Changed): PollResult {
    const known = this.#parts.items.known()
    const read = readFeed(answer.body, {
      url: answer.url,
      contentType: answer.contentType,
      now: new Date(),
      isKnown: (key, fingerprint) => known.get(key)?.fingerprint === fingerprint,
    })
    if (!read.ok)
      return this.fail({ ...answer, kind: 'failed', code: read.error.code, message: read.error.message })
    let stored: Stored = { newItems: 0, updatedItems: 0 }
    this.#parts.transaction(() => {
      stored = storeItems(this.#parts.items, known, read.value.items, new Date())
      this.#parts.items.trim(new Set([...read.value.items.map((item) => item.key), ...read.value.unchanged]))
      const described = this.#described(answer, read.value)
      const next = this.#plan(described, 0, answer.pace)
      this.#becomeHealthy(answer.movedTo, described)
      this.#record({ status: answer.status, outcome: 'changed', bytes: answer.bytes, ...stored }, next)
      this.#parts.schedule(withRun(Date.parse(next.at), 0))
    })
    return { newItems: stored.newItems, outcome: 'changed' }
  }

  /**
   * No feed came. Items stay. The next visit waits longer each time, unless the server works and only its document is
   * bad. A publisher who says "gone" is not visited again.
   */
  fail(failure: Failed): PollResult {
    const asked = failure.pace.retryAfterSeconds !== null || failure.code === 'feed.rate_limited'
    const failures = asked ? this.#row.failures : this.#row.failures + 1
    const gone = failure.code === 'feed.gone'
    const backsOff = isDocument(failure) ? 0 : failures
    const next = gone ? null : this.#plan(this.#row, backsOff, failure.pace)
    this.#parts.transaction(() => {
      this.#update({ failures, ...this.#healthAfter(failure, failures) })
      const counted = { bytes: failure.bytes, newItems: 0, updatedItems: 0 }
      this.#record({ status: failure.status, outcome: failure.code, ...counted }, next)
      this.#parts.schedule(next === null ? null : withRun(Date.parse(next.at), 0))
    })
    return { newItems: 0, outcome: failure.code }
  }

  #healthAfter(failure: Failed, failures: number): { health?: FeedHealth; reason?: string } {
    if (failure.code === 'feed.gone') return { health: 'gone', reason: failure.message }
    const tell = failures >= FAILING_AFTER || this.#row.health === 'new'
    return tell ? { health: 'failing', reason: failure.message } : {}
  }

  #described(answer: Changed, read: ReadFeed): PlannedFrom & Partial<FeedRow> {
    const first = this.#row.bodyHash === null
    return {
      title: read.info.title,
      siteUrl: read.info.link,
      hints: JSON.stringify(read.info.hints),
      etag: answer.validators.etag,
      lastModified: answer.validators.lastModified,
      bodyHash: answer.bodyHash,
      headSeq: this.#parts.items.head(),
      recentDates: JSON.stringify(this.#parts.items.recentDates()),
      ...(first ? { deliveredSeq: this.#parts.items.cursorForLast(FIRST_ITEMS) } : {}),
    }
  }

  #becomeHealthy(movedTo: string | null, change: Partial<FeedRow>): void {
    const move = movedTo === null ? {} : { movedTo }
    this.#update({ ...change, ...move, failures: 0, health: 'ok', reason: null })
  }

  /** Subscribers are told of what they show: title, site and health. */
  #update(change: Partial<FeedRow>): void {
    const after = { ...this.#row, ...change }
    const { title, siteUrl, health, reason } = this.#row
    const seen =
      after.title !== title || after.siteUrl !== siteUrl || after.health !== health || after.reason !== reason
    this.#parts.feed.update({ ...change, ...(seen ? { stateUntold: true } : {}) })
  }

  #plan(known: PlannedFrom, failures: number, pace: Pace): NextPoll {
    return planNextPoll({
      now: new Date(),
      random: this.#parts.random,
      failures,
      hints: hintsOf(known),
      conditional: known.etag !== null || known.lastModified !== null,
      itemDates: datesOf(known),
      expiresSeconds: null,
      ...pace,
    })
  }

  #record(
    fetched: Pick<FetchRecord, 'status' | 'outcome' | 'bytes' | 'newItems' | 'updatedItems'>,
    next: NextPoll | null,
  ): void {
    this.#parts.log.append({
      ...fetched,
      at: new Date(this.#started).toISOString(),
      durationMs: Date.now() - this.#started,
      unchangedBefore: this.#unchangedBefore,
      nextAt: next?.at ?? null,
      why: next?.reason ?? 'the publisher has ended this feed',
    })
  }
}
