import { answerRefusal } from '../errors/answer.ts'
import type { Refusal } from '../errors/refusals.ts'
import { AnswerCopy, MAX_KEPT_BYTES } from './answer-copy.ts'
import { Booking } from './booking.ts'
import { AnswerCache } from './cache.ts'
import type { Call, KeepAlive } from './call.ts'
import { tryInTurn } from './failover.ts'
import { OWN_REQUEST_ID } from './headers.ts'
import type { StreamedAnswer, WholeAnswer } from './outcome.ts'
import { passStream } from './pass-stream.ts'
import type { Asked, HeldLease, RouterPort } from './router-port.ts'
import type { StreamResult } from './stream.ts'
import { translateStream } from './translate-stream.ts'
import { usedBy } from './used.ts'

/** Of the session and the agent that the ledger shows. */
const LONGEST_NAME = 200
/** nginx's word for a client that closed the connection; nobody is there to read it. */
export const CLIENT_GONE = 499

/** What one call works with. */
interface Work {
  readonly call: Call
  readonly lease: HeldLease
  readonly booking: Booking
  readonly cache: AnswerCache | null
  readonly keepAlive: KeepAlive
}

/**
 * Makes one model call: leases it, asks the providers, answers the client as soon as one has an answer, and books what it
 * used when it is over.
 */
export async function answerCall(call: Call, port: RouterPort, keepAlive: KeepAlive): Promise<Response> {
  const leased = await port.lease(leaseRequestOf(call))
  if (!leased.ok) return refusalResponse(call, leased.error)
  const lease = leased.value
  const booking = new Booking(port, lease, call, keepAlive)
  try {
    const cache = await AnswerCache.open(port, call, lease)
    const known = (await cache?.read()) ?? null
    if (known !== null) {
      booking.settle({ status: 'cached', httpStatus: known.status })
      return known
    }
    return await perform({ call, lease, booking, cache, keepAlive })
  } catch (thrown) {
    booking.settle({ status: 'failed', httpStatus: null })
    throw thrown
  }
}

/** @returns a refusal as the vendor of the client's protocol would have given it */
export function refusalResponse(
  { protocol, trace }: Pick<Call, 'protocol' | 'trace'>,
  refusal: Refusal,
): Response {
  const { status, headers, body } = answerRefusal(protocol, refusal, trace.requestId)
  return new Response(body, { status, headers: { ...headers, [OWN_REQUEST_ID]: trace.requestId } })
}

/** @returns what the router is asked */
export function leaseRequestOf({ tokenHash, protocol, inspection, headers }: Call): Asked {
  return {
    tokenHash,
    protocol,
    traits: inspection.traits,
    session: headers['x-claude-code-session-id']?.slice(0, LONGEST_NAME) ?? null,
    agent: headers['user-agent']?.split(' ', 1)[0]?.slice(0, LONGEST_NAME) ?? null,
  }
}

async function perform(work: Work): Promise<Response> {
  const { call, lease, booking } = work
  const result = await tryInTurn(call, lease, booking)
  if (result.kind === 'gone') {
    booking.settle({ status: 'cancelled', httpStatus: null })
    return new Response(null, { status: CLIENT_GONE })
  }
  const { answer } = result
  if ('code' in answer) {
    const response = refusalResponse(call, answer)
    booking.settle({ status: 'failed', httpStatus: response.status })
    return response
  }
  return answer.kind === 'whole' ? giveWhole(work, answer) : giveStream(work, answer)
}

function giveWhole({ call, lease, booking, cache, keepAlive }: Work, answer: WholeAnswer): Response {
  const { status, headers, body, usage } = answer
  booking.begun()
  const isGood = usage !== null && status === 200
  const copy = lease.keepsContent ? new AnswerCopy() : null
  copy?.push(body)
  booking.settle({
    status: usage === null ? 'failed' : call.client.isGone ? 'cancelled' : 'ok',
    httpStatus: status,
    ...(usage === null ? {} : usedBy(usage, call, false)),
    content: contentOf(call, copy),
  })
  if (isGood && cache !== null) {
    cache.mark(headers)
    cache.keep(body.length > MAX_KEPT_BYTES ? null : body, headers['content-type'], keepAlive)
  }
  return new Response(body, { status, headers })
}

function giveStream(work: Work, answer: StreamedAnswer): Response {
  const { call, lease, booking, cache, keepAlive } = work
  const copy = lease.keepsContent || cache !== null ? new AnswerCopy() : null
  const passage = { call, answer, copy, onBegun: () => booking.begun() }
  const { way } = answer
  const { body, done } =
    way.kind === 'same' ? passStream(passage, way.bytes) : translateStream(passage, way.context)
  cache?.mark(answer.headers)
  keepAlive(done.then((result) => bookStream(work, answer, copy, result)))
  return new Response(body, { status: answer.status, headers: answer.headers })
}

const STATUS = { ok: 'ok', error: 'cut', cut: 'cut', gone: 'cancelled' } as const
const BLAME = {
  error: 'The provider’s stream ended with an error.',
  cut: 'The provider’s stream broke.',
}

function bookStream(
  { call, lease, booking, cache, keepAlive }: Work,
  answer: StreamedAnswer,
  copy: AnswerCopy | null,
  { end, report, notes }: StreamResult,
): void {
  if (end === 'error' || end === 'cut') booking.blame(BLAME[end])
  booking.note(notes)
  booking.settle({
    status: STATUS[end],
    httpStatus: answer.status,
    ...usedBy(report, call, true),
    content: lease.keepsContent ? contentOf(call, copy) : null,
  })
  if (end === 'ok' && answer.status === 200) {
    cache?.keep(copy?.whole() ?? null, answer.headers['content-type'], keepAlive)
  }
}

function contentOf({ body }: Call, copy: AnswerCopy | null): { request: string; answer: string } | null {
  if (copy === null) return null
  return { request: new TextDecoder().decode(body.subarray(0, MAX_KEPT_BYTES)), answer: copy.text() }
}
