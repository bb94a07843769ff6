import { NOT_BOUND, NOT_BOUND_STATUS } from '@switchboard/shared-types/contracts/workers-ai'
import * as z from 'zod'

/** The platform's two ways to say what is wrong. */
const Inner = z.object({ internalCode: z.number(), description: z.string() })
const Outer = z.object({
  errors: z.tuple([z.object({ code: z.number(), message: z.string() })]).rest(z.unknown()),
})

const LONGEST_MESSAGE = 1_000
/** Statuses that say whose fault it is, by the codes of errors that come with another one. */
const STATUS: Readonly<Record<number, number>> = {
  /** The account's daily allocation is spent. */
  3036: 429,
  /** No model of that name. */
  5007: 404,
}

/** @returns the platform's refusal as OpenAI's protocol writes one, with its own status */
export async function providerError(answer: Response): Promise<Response> {
  const { code, message } = readError(await answer.text())
  const status = code === null ? answer.status : (STATUS[code] ?? answer.status)
  const headers = new Headers()
  const retryAfter = answer.headers.get('retry-after')
  if (retryAfter !== null) headers.set('retry-after', retryAfter)
  return refusal(status, message, code === null ? null : String(code), headers)
}

export function badRequest(message: string): Response {
  return refusal(400, message, 'invalid_request')
}

/** What a model answers that nobody here can read. */
export function unreadable(model: string): Response {
  return refusal(502, `${model} answered in a shape that is not known here.`, 'unknown_answer')
}

/** The installation has no such binding. */
export function notBound(): Response {
  return refusal(NOT_BOUND_STATUS, NOT_BOUND, 'not_bound')
}

function readError(text: string): { code: number | null; message: string } {
  const given = parse(text)
  const inner = Inner.safeParse(given)
  if (inner.success) return { code: inner.data.internalCode, message: inner.data.description }
  const outer = Outer.safeParse(given)
  if (outer.success) return outer.data.errors[0]
  return { code: null, message: text.slice(0, LONGEST_MESSAGE) || 'Workers AI gave no reason.' }
}

function refusal(status: number, message: string, code: string | null, headers = new Headers()): Response {
  const type = status < 500 ? 'invalid_request_error' : 'server_error'
  return Response.json({ error: { message, type, param: null, code } }, { status, headers })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
