import type { Attempt } from '@switchboard/shared-types/contracts/lease'
import { err } from '@switchboard/shared-types/result'
import { log } from '@switchboard/shared-types/log'
import { faultOf } from '@switchboard/shared-types/provider-fault'
import { readAtMost } from '../../middleware/with-body.ts'
import { translateError } from '../errors/provider-error.ts'
import type { Refusal } from '../errors/refusals.ts'
import { translateAnswer } from '../translate/answer.ts'
import type { AnswerContext } from '../translate/context.ts'
import { parseJson } from '../translate/json.ts'
import { beginsWithError } from '../usage/stream-end.ts'
import { readWholeUsage } from '../usage/whole-usage.ts'
import type { Call } from './call.ts'
import { ChunkReader } from './chunk-reader.ts'
import { Cutoff } from './cutoff.ts'
import { copyRetry, fieldsOf, ownHeaders, passBack, retryAfterOf } from './headers.ts'
import type { HeaderFields } from './headers.ts'
import { reasonOf } from './judge.ts'
import type { Outcome, StreamedAnswer, Verdict, WholeAnswer } from './outcome.ts'
import type { UpstreamRequest } from './upstream-request.ts'

/** The largest answer that is no stream: 2,048 embeddings of 3,072 numbers are larger, most answers are 1,000 times smaller. */
const MAX_WHOLE_BYTES = 32 * 1024 * 1024

/**
 * How long the answer's head waits for its first event, which may be an error that the next attempt does not have. It
 * delays nobody who sends an event at once; who does not, such as a local model that reads a long prompt, loses this.
 */
const FIRST_EVENT_WITHIN_MS = 5_000

const encoder = new TextEncoder()

interface Tried {
  readonly call: Call
  readonly attempt: Attempt
  readonly request: UpstreamRequest
  readonly cutoff: Cutoff
}

/** The head of a provider's answer. */
interface Answered {
  readonly status: number
  readonly given: Readonly<HeaderFields>
}

/** Asks one provider. @param isLast whether nobody is left to ask after it */
export async function tryAttempt(
  call: Call,
  attempt: Attempt,
  request: UpstreamRequest,
  isLast: boolean,
): Promise<Outcome> {
  const cutoff = new Cutoff(call.client, attempt.timeoutMs)
  const tried = { call, attempt, request, cutoff }
  try {
    const outcome = await ask(tried, isLast)
    if (outcome.kind === 'answered' && outcome.answer.kind === 'stream') return outcome
    cutoff.end()
    return outcome
  } catch (thrown) {
    cutoff.abort()
    return lost(tried, thrown)
  }
}

async function ask(tried: Tried, isLast: boolean): Promise<Outcome> {
  const { url, headers, body: asked } = tried.request
  const { signal } = tried.cutoff
  const response = await tried.call.fetch(url, {
    method: 'POST',
    headers,
    body: asked,
    signal,
    redirect: 'manual',
  })
  const given = fieldsOf(response.headers)
  const answer = { status: response.status, given }
  if (!response.ok) return refused(tried, answer, await readWhole(response, given))
  const contentType = given['content-type'] ?? ''
  if (contentType.includes('html')) {
    await response.body?.cancel()
    return failed(response.status, 'The provider answered with a web page.')
  }
  const body: ReadableStream<Uint8Array> | null = response.body
  const isStream = tried.call.inspection.traits.stream && !contentType.includes('json')
  if (isStream && body !== null) return streamed(tried, answer, body, isLast)
  return whole(tried, answer, await readWhole(response, given))
}

/** @throws what broke the body @returns null when it is too large */
async function readWhole(
  response: Response,
  given: Answered['given'],
): Promise<Uint8Array<ArrayBuffer> | null> {
  const announced = Number(given['content-length'])
  if (announced <= MAX_WHOLE_BYTES) return new Uint8Array(await response.arrayBuffer())
  return response.body === null
    ? new Uint8Array(0)
    : readAtMost(response.body, MAX_WHOLE_BYTES, announced || 0)
}

function whole(tried: Tried, { status, given }: Answered, bytes: Uint8Array<ArrayBuffer> | null): Outcome {
  const { call, attempt, request } = tried
  if (bytes === null) return tooLarge(status)
  const usage = readWholeUsage(attempt.protocol, bytes)
  const verdict = fine(status)
  if (request.context === null) {
    const headers = passBack(given, call.protocol, call.trace.requestId)
    return { kind: 'answered', verdict, answer: { kind: 'whole', status, headers, body: bytes, usage } }
  }
  const answer = translateAnswer(request.context, parseJson(new TextDecoder().decode(bytes)))
  if (!answer.ok) return failed(status, answer.error.message)
  const headers = ownHeaders(call.protocol, call.trace.requestId, 'application/json')
  const body = encoder.encode(JSON.stringify(answer.value.body))
  return { kind: 'answered', verdict, answer: { kind: 'whole', status, headers, body, usage } }
}

async function streamed(
  { call, attempt, request, cutoff }: Tried,
  { status, given }: Answered,
  body: ReadableStream<Uint8Array>,
  isLast: boolean,
): Promise<Outcome> {
  const { context } = request
  const { looked, way } = split(body, context)
  const reader = new ChunkReader(looked)
  const first = await reader.peek(FIRST_EVENT_WITHIN_MS)
  if (first === null) return failed(status, 'The provider’s stream was empty.')
  if (first !== undefined) {
    cutoff.begun()
    if (!isLast && beginsWithError(attempt.protocol, first)) {
      cutoff.abort()
      return failed(status, 'The provider’s stream began with an error.')
    }
  }
  const headers =
    context === null
      ? passBack(given, call.protocol, call.trace.requestId)
      : ownHeaders(call.protocol, call.trace.requestId, 'text/event-stream; charset=utf-8')
  const { protocol } = attempt
  const answer = { kind: 'stream' as const, status, headers, way, protocol, reader, cutoff }
  return { kind: 'answered', verdict: fine(status), answer }
}

/** What passes unchanged is looked at beside its way to the client, what is translated on it. */
function split(
  body: ReadableStream<Uint8Array>,
  context: AnswerContext | null,
): Pick<StreamedAnswer, 'way'> & { readonly looked: ReadableStream<Uint8Array> } {
  if (context !== null) return { way: { kind: 'translated', context }, looked: body }
  const [bytes, looked] = body.tee()
  return { way: { kind: 'same', bytes }, looked }
}

/** An answer without success: the next attempt's chance, or the client's own mistake. */
function refused(tried: Tried, answered: Answered, bytes: Uint8Array<ArrayBuffer> | null): Outcome {
  const { status, given } = answered
  if (status < 400) return failed(status, 'The provider redirected the call.')
  if (bytes === null) return tooLarge(status)
  const text = new TextDecoder().decode(bytes)
  const fault = faultOf(status)
  const retryAfterSeconds = retryAfterOf(given, Date.now())
  const verdict = { status, fault, retryAfterSeconds, reason: reasonOf(status, text, tried.attempt) }
  const answer = errorAnswer(tried, answered, bytes, text)
  return { kind: fault === 'none' ? 'answered' : 'failed', verdict, answer }
}

function errorAnswer(
  { call, request }: Tried,
  { status, given }: Answered,
  bytes: Uint8Array<ArrayBuffer>,
  text: string,
): WholeAnswer {
  if (request.context === null) {
    const headers = passBack(given, call.protocol, call.trace.requestId)
    return { kind: 'whole', status, headers, body: bytes, usage: null }
  }
  const translated = translateError(request.context.client, status, text, call.trace.requestId)
  const headers = ownHeaders(call.protocol, call.trace.requestId, 'application/json')
  copyRetry(given, headers)
  return { kind: 'whole', status, headers, body: encoder.encode(translated.body), usage: null }
}

function fine(status: number): Verdict {
  return { status, reason: null, fault: 'none', retryAfterSeconds: null }
}

function failed(
  status: number | null,
  message: string,
  code: Refusal['code'] = 'call.upstream_failed',
): Outcome {
  const verdict: Verdict = { status, reason: message, fault: 'provider', retryAfterSeconds: null }
  return { kind: 'failed', verdict, answer: err(code, message).error }
}

function tooLarge(status: number): Outcome {
  return failed(status, `The provider’s answer is larger than ${MAX_WHOLE_BYTES} bytes.`)
}

/** The connection broke, or was ended here, before the client had anything. */
function lost({ call, cutoff, attempt }: Tried, thrown: unknown): Outcome {
  if (!(thrown instanceof Error)) throw thrown
  if (call.client.isGone) {
    const verdict: Verdict = {
      status: null,
      reason: 'The client went away.',
      fault: 'none',
      retryAfterSeconds: null,
    }
    return { kind: 'gone', verdict }
  }
  if (cutoff.isLate) {
    const seconds = attempt.timeoutMs / 1000
    return failed(null, `The provider gave no answer within ${seconds} seconds.`, 'call.timeout')
  }
  const { provider, providerId } = attempt
  log('warn', 'a provider broke off', call.trace, { provider, providerId, reason: thrown.message })
  return failed(null, 'The provider could not be reached, or broke the connection.')
}
