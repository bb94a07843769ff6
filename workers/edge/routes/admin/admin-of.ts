import type { Context, MiddlewareHandler } from 'hono'
import type { ZodType } from 'zod'
import type { Admin } from '@switchboard/shared-types/contracts/admin'
import type { ErrorCode } from '@switchboard/shared-types/errors'
import type { Trace } from '@switchboard/shared-types/trace'
import type { AppEnv } from '../../app-env.ts'
import { CHANGING, describe } from '../../openapi/describe.ts'

const tag = 'Admin'
const FORBIDDEN: readonly ErrorCode[] = ['auth.forbidden', 'request.invalid']

/** The first two arguments of every method of the admin Worker. */
export function adminOf(c: Context<AppEnv>): readonly [Trace, Admin] {
  return [c.var.trace, { person: c.var.who.sub }]
}

export function describeRead(
  summary: string,
  answer: ZodType,
  errors: readonly ErrorCode[] = [],
): MiddlewareHandler {
  return describe({ tag, summary, answers: { 200: answer }, errors: [...FORBIDDEN, ...errors] })
}

/** An act is written to the audit log before it is done. */
export function describeAct(
  summary: string,
  errors: readonly ErrorCode[] = [],
  answers: Readonly<Record<number, ZodType | string>> = { 204: 'Done, and written to the audit log.' },
): MiddlewareHandler {
  return describe({ tag, summary, answers, errors: [...FORBIDDEN, ...CHANGING, ...errors] })
}
