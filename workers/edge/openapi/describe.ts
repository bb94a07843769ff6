import { describeRoute, resolver } from 'hono-openapi'
import type { DescribeRouteOptions, ResponsesWithResolver } from 'hono-openapi'
import type { MiddlewareHandler } from 'hono'
import type { ZodType } from 'zod'
import { ERROR_STATUS, ErrorEnvelope } from '@switchboard/shared-types/errors'
import type { ErrorCode } from '@switchboard/shared-types/errors'

/** Failures of every route for signed-in people. */
export const PERSONAL = ['auth.required', 'auth.suspended', 'group.not_member'] as const
/** Failures of every route that changes something. */
export const CHANGING = ['request.forbidden_origin'] as const
/** Failures of every route that only an owner of a group may use in its name. */
export const OWNERS = ['group.owner_only'] as const
/** Failures of every route that takes a JSON body. */
export const WITH_BODY = [
  ...CHANGING,
  'request.invalid',
  'request.not_json',
  'request.too_large',
  'request.unsupported_media_type',
] as const

const MEANING: Readonly<Record<string, string>> = {
  200: 'Done.',
  201: 'Made.',
  202: 'Accepted; it goes on after the answer.',
  503: 'Not everything answers.',
}

interface RouteDescription {
  readonly tag: string
  readonly summary: string
  readonly description?: string
  /** The JSON of each good answer by status, or a sentence where there is none. */
  readonly answers: Readonly<Record<number, ZodType | string>>
  readonly errors?: readonly ErrorCode[]
  /** Reachable without a session. */
  readonly open?: boolean
}

/** Says what a route does in the OpenAPI document, its error codes included. */
export function describe(route: RouteDescription, more: DescribeRouteOptions = {}): MiddlewareHandler {
  const { tag, summary, description, answers, errors = [], open = false } = route
  const codes: readonly ErrorCode[] = [...new Set<ErrorCode>([...(open ? [] : PERSONAL), ...errors])]
  return describeRoute({
    ...more,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(open ? { security: [] } : {}),
    responses: { ...goodAnswers(answers), ...failures(codes), ...more.responses },
  })
}

function goodAnswers(answers: RouteDescription['answers']): ResponsesWithResolver {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [
      status,
      typeof answer === 'string'
        ? { description: answer }
        : {
            description: MEANING[status] ?? 'Answered.',
            content: { 'application/json': { schema: resolver(answer) } },
          },
    ]),
  )
}

function failures(codes: readonly ErrorCode[]): ResponsesWithResolver {
  const byStatus = Map.groupBy(codes, (code) => String(ERROR_STATUS[code]))
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.join(', '),
        content: { 'application/json': { schema: resolver(ErrorEnvelope) } },
      },
    ]),
  )
}
