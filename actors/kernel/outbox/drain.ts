import { startTrace } from '@switchboard/shared-types/trace'
import type { Trace } from '@switchboard/shared-types/trace'
import { backoffDelay } from '../backoff/backoff.ts'
import { log, reasonOf } from '../log.ts'
import type { Routes } from './message.ts'
import type { Outbox, OutboxRow } from './outbox.ts'

const RETRY = { baseMs: 1_000, capMs: 60 * 60 * 1000 }
/** With full jitter up to one hour this is about four hours of trying. */
const MAX_ATTEMPTS = 20
/** How many targets are told at once: each call may wake an object, and waking is dearer than telling. */
const WIDTH = 16

export interface DrainOptions {
  readonly outbox: Outbox
  readonly routes: Routes
  readonly actor: string
  /** Runs a synchronous change in one transaction. */
  readonly transaction: (change: () => void) => void
  /** Called in the transaction that buries a message. */
  readonly onDead: (row: OutboxRow, reason: string, trace: Trace) => void
}

/** Delivers what is due, several targets at a time, each in order. A target that fails keeps its place and waits. */
export async function drainOutbox(options: DrainOptions): Promise<void> {
  for (;;) {
    const due = options.outbox.heads().filter((row) => Date.parse(row.dueAt) <= Date.now())
    if (due.length === 0) return
    for (let from = 0; from < due.length; from += WIDTH) {
      await Promise.all(due.slice(from, from + WIDTH).map((row) => deliver(options, row)))
    }
  }
}

async function deliver(options: DrainOptions, row: OutboxRow): Promise<void> {
  const trace = startTrace(options.actor, row.requestId)
  const route = options.routes[row.kind]
  if (route === undefined) return bury(options, row, `no route for ${row.kind}`, trace)
  try {
    const answer = await route(row, trace)
    if (answer.ok) options.transaction(() => options.outbox.delivered(row))
    else bury(options, row, `${answer.error.code}: ${answer.error.message}`, trace)
  } catch (thrown) {
    retry(options, row, reasonOf(thrown), trace)
  }
}

function retry(options: DrainOptions, row: OutboxRow, reason: string, trace: Trace): void {
  const attempt = row.attempts + 1
  if (attempt >= MAX_ATTEMPTS) return bury(options, row, reason, trace)
  const delay = backoffDelay({ attempt, ...RETRY, random: Math.random })
  log('warn', 'message postponed', trace, { target: row.target, kind: row.kind, attempt, reason })
  options.transaction(() => options.outbox.postpone(row, new Date(Date.now() + delay), reason))
}

function bury(options: DrainOptions, row: OutboxRow, reason: string, trace: Trace): void {
  log('error', 'message is a dead letter', trace, { target: row.target, kind: row.kind, reason })
  options.transaction(() => {
    options.outbox.bury(row, new Date(), reason)
    options.onDead(row, reason, trace)
  })
}
