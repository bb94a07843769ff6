import type { Refusal } from '../errors/refusals.ts'
import { CLIENT_GONE, leaseRequestOf, refusalResponse } from './answer-call.ts'
import { Booking } from './booking.ts'
import type { Call, KeepAlive } from './call.ts'
import { tryInTurn } from './failover.ts'
import { ownHeaders } from './headers.ts'
import type { StreamedAnswer, WholeAnswer } from './outcome.ts'
import type { RouterPort } from './router-port.ts'
import { NOTHING_USED } from './used.ts'

/** On a count that nobody counted. */
const ESTIMATED_HEADER = 'x-switchboard-estimated'
/** Servers that speak Anthropic's protocol and do not count. */
const NOT_THERE: ReadonlySet<number> = new Set([404, 405, 501])

/**
 * Counts the tokens of a request: by the provider that the request itself would go to, where that speaks Anthropic's
 * protocol and counts, else by our estimate, which says so. It is leased, so that it goes the way of the request, and
 * settled with nothing used.
 */
export async function answerCount(call: Call, port: RouterPort, keepAlive: KeepAlive): Promise<Response> {
  const request = leaseRequestOf(call)
  const leased = await port.lease({
    ...request,
    traits: { ...request.traits, stream: false, maxOutputTokens: 0 },
  })
  if (!leased.ok) return refusalResponse(call, leased.error)
  const booking = new Booking(port, leased.value, call, keepAlive)
  const attempts = leased.value.attempts.filter(({ protocol }) => protocol === call.protocol)
  if (attempts.length === 0) {
    booking.settle({ status: 'ok', httpStatus: 200, usage: NOTHING_USED })
    return estimate(call)
  }
  try {
    const result = await tryInTurn(call, { ...leased.value, attempts }, booking)
    const response = result.kind === 'gone' ? null : responseOf(call, result.answer)
    const status = response === null ? 'cancelled' : response.ok ? 'ok' : 'failed'
    booking.settle({ status, httpStatus: response?.status ?? null, usage: NOTHING_USED })
    return response ?? new Response(null, { status: CLIENT_GONE })
  } catch (thrown) {
    booking.settle({ status: 'failed', httpStatus: null })
    throw thrown
  }
}

function responseOf(call: Call, answer: WholeAnswer | StreamedAnswer | Refusal): Response {
  if ('code' in answer) return refusalResponse(call, answer)
  if (answer.kind === 'stream') throw new Error('a count is never streamed')
  const { status, headers, body } = answer
  return NOT_THERE.has(status) ? estimate(call) : new Response(body, { status, headers })
}

function estimate({ protocol, trace, inspection }: Call): Response {
  const headers = ownHeaders(protocol, trace.requestId, 'application/json')
  headers[ESTIMATED_HEADER] = 'true'
  return new Response(JSON.stringify({ input_tokens: inspection.traits.estimatedInputTokens }), { headers })
}
