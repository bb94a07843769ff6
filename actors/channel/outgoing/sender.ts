import { connectionOf } from '../account/find.ts'
import type { Connection } from '../account/find.ts'
import { REFRESH_WAIT_MS, awaitsRefresh } from '../account/refresh.ts'
import { write } from '../channel.ts'
import type { Channel } from '../channel.ts'
import { MAX_AGE_MS, endOf } from './outcome.ts'
import type { OutgoingRow } from './outgoing-table.ts'
import { noteStep } from './report.ts'
import { sendOne } from './send-one.ts'

/** How many threads are sent to at once. */
const WIDTH = 6
/** After this nothing more is started; the alarm comes back at once for the rest. */
const MAX_MS = 4 * 60 * 1000

/** Empties the queue of a channel: several threads at a time, each in order. A thread that waits holds no other. */
export class Sender {
  readonly #channel: Channel
  readonly #lanes = new Map<string, Promise<void>>()
  /** Until when the first of a lane waits for the platform's pace, in ms since the epoch. */
  readonly #paced = new Map<number, number>()
  #woken = Promise.withResolvers<void>()

  constructor(channel: Channel) {
    this.#channel = channel
  }

  /** When something is to be done, in ms since the epoch. */
  dueAt(): number | null {
    const heads = this.#channel.outgoing.heads().filter(({ lane }) => !this.#lanes.has(lane))
    const times = heads.map((row) => this.#dueAt(row))
    return times.length === 0 ? null : Math.min(...times)
  }

  /** Says that there is more to send, while all lanes may be waiting for a slow platform. */
  wake(): void {
    this.#woken.resolve()
  }

  async run(): Promise<void> {
    const until = Date.now() + MAX_MS
    try {
      while (Date.now() < until) {
        this.#woken = Promise.withResolvers()
        this.#open()
        if (this.#lanes.size === 0) return
        await Promise.race([this.#woken.promise, ...this.#lanes.values()])
      }
    } finally {
      await Promise.allSettled(this.#lanes.values())
    }
  }

  #open(): void {
    const now = Date.now()
    for (const row of this.#channel.outgoing.heads()) {
      if (this.#lanes.size >= WIDTH) return
      if (this.#lanes.has(row.lane) || this.#dueAt(row) > now) continue
      const work = this.#work(row).finally(() => this.#lanes.delete(row.lane))
      this.#lanes.set(row.lane, work)
    }
  }

  async #work(row: OutgoingRow): Promise<void> {
    const connection = connectionOf(this.#channel)
    if (connection === null) return
    if (row.state === 'sending') return await this.#recover(row, connection)
    if (!maySend(connection)) return await this.#expire(row, connection)
    const wait = awaitsRefresh(this.#channel)
      ? REFRESH_WAIT_MS
      : await sendOne(this.#channel, connection, row)
    if (wait > 0) this.#paced.set(row.no, Date.now() + wait)
    else this.#paced.delete(row.no)
  }

  /** Nobody sends it any more: the actor ended between the attempt and its record. */
  async #recover(row: OutgoingRow, { kind }: Connection): Promise<void> {
    const reason = 'Switchboard was stopped while it was being sent.'
    const uncertainSince = row.uncertainSince ?? row.dueAt
    await write(this.#channel, (now) => {
      const end = endOf({ ...row, uncertainSince, reason }, kind, now)
      noteStep(this.#channel, row, end ?? { state: 'queued', reason, uncertainSince, dueAt: now }, now)
    })
  }

  async #expire(row: OutgoingRow, { kind }: Connection): Promise<void> {
    await write(this.#channel, (now) => {
      const end = endOf(row, kind, now)
      if (end !== null) noteStep(this.#channel, row, end, now)
    })
  }

  #dueAt(row: OutgoingRow): number {
    const connection = connectionOf(this.#channel)
    if (connection === null) return Infinity
    if (row.state === 'sending') return 0
    const expiresAt = row.createdAt + MAX_AGE_MS
    if (!maySend(connection)) return expiresAt
    return Math.min(Math.max(row.dueAt, this.#paced.get(row.no) ?? 0), expiresAt)
  }
}

function maySend({ row }: Connection): boolean {
  return row.standing === 'connected' && !row.paused
}
