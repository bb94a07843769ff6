import { err } from '@switchboard/shared-types/result'
import { endWithRefusal } from '../errors/answer.ts'
import { writeEvent } from '../sse/writer.ts'
import { continuationOf } from '../usage/stream-end.ts'
import { UsageReader } from '../usage/usage-reader.ts'
import { Pace } from './pace.ts'
import type { Passage, Passing, StreamResult } from './stream.ts'

/** How often the usage reader looks at what went by; what is between two looks stands in the runtime's memory. */
const LOOK_EVERY_MS = 250

/**
 * Passes a stream on byte for byte. The runtime itself moves the bytes, to the client through one branch of a `tee()`;
 * the other one is read a few times a second, so that the cost does not grow with the number of events (ADR 0014). A
 * stream that breaks is ended with its protocol's error event.
 */
export function passStream(passage: Passage, bytes: ReadableStream<Uint8Array>): Passing {
  const { readable, writable } = new IdentityTransformStream()
  return { body: readable, done: follow(passage, writable, pipe(bytes, writable)) }
}

/** @returns when nothing goes through any more: whether by the provider's end or the client's is seen elsewhere */
async function pipe(bytes: ReadableStream<Uint8Array>, writable: WritableStream<Uint8Array>): Promise<void> {
  try {
    await bytes.pipeTo(writable, { preventClose: true, preventAbort: true })
  } catch {
    // Either side may break it.
  }
}

/** @param piped settled when the last of the provider's bytes went to the client, or none can any more */
async function follow(
  passage: Passage,
  writable: WritableStream<Uint8Array>,
  piped: Promise<void>,
): Promise<StreamResult> {
  const { call, answer } = passage
  const usage = new UsageReader(answer.protocol)
  const isOver = await look(passage, usage, new Pace(piped))
  await piped
  const report = usage.finish()
  const isCut = report.end === 'cut'
  const isTold = !call.client.isGone && (await finish(passage, writable, isCut ? usage.tail() : null))
  if (isTold) answer.cutoff.end()
  else answer.cutoff.abort()
  // Some clients leave with the last event, or with one that they do not understand: the provider had ended by itself.
  const isProviders = isTold || isOver || report.end === 'complete'
  return { end: isProviders ? END[report.end] : 'gone', report, notes: [] }
}

const END = { complete: 'ok', error: 'error', cut: 'cut' } as const

/** @returns whether the provider ended the stream: it did not where the connection broke, or the client went away */
async function look({ answer, copy, onBegun }: Passage, usage: UsageReader, pace: Pace): Promise<boolean> {
  try {
    for (;;) {
      const chunk = await answer.reader.read()
      if (chunk === null) return true
      answer.cutoff.begun()
      onBegun()
      usage.push(chunk)
      copy?.push(chunk)
      await pace.wait(LOOK_EVERY_MS)
    }
  } catch {
    return false
  }
}

/**
 * Closes the client's stream, after an error event where it broke.
 * @returns whether the client was there to read it
 */
async function finish(
  { call, copy }: Passage,
  writable: WritableStream<Uint8Array>,
  brokenTail: string | null,
): Promise<boolean> {
  const writer = writable.getWriter()
  try {
    if (brokenTail !== null) {
      const { gap, sequenceNumber } = continuationOf(brokenTail)
      const { error } = err('call.upstream_failed', 'The provider’s stream ended before the answer did.')
      const event = endWithRefusal(call.protocol, error, call.trace.requestId, sequenceNumber)
      const last = new TextEncoder().encode(gap + writeEvent(event))
      copy?.push(last)
      await writer.write(last)
    }
    await writer.close()
    return true
  } catch {
    return false
  }
}
