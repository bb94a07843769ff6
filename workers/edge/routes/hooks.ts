import { Hono } from 'hono'
import type { Context } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { ChannelKind } from '@switchboard/shared-types/api/channels/channel'
import { HOOK_MAX_BYTES } from '@switchboard/shared-types/api/channels/hook-limits'
import type { HookAnswer } from '@switchboard/shared-types/contracts/channel'
import { ChannelId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../app-env.ts'
import { channelOf } from '../doors.ts'
import { ApiFailure, valueOf } from '../errors.ts'
import { readAtMost } from '../middleware/with-body.ts'
import { describe } from '../openapi/describe.ts'
import { refuse } from '../refuse.ts'

const tag = 'Hooks'
const HookParam = z.object({ kind: ChannelKind, id: ChannelId })
type HookParam = z.infer<typeof HookParam>

const ERRORS = [
  'request.invalid',
  'request.too_large',
  'channel.not_found',
  'hook.malformed',
  'hook.unsigned',
  'hook.refused',
  'route.method_not_allowed',
  'actor.unavailable',
] as const

/** Where platforms reach channels. No session, no origin: what counts is the platform's signature over the raw bytes. */
export const hooks = new Hono<AppEnv>()
  .get(
    '/:kind/:id',
    describe({
      tag,
      open: true,
      summary: 'A platform asks whether this address is ours',
      answers: { 200: 'As the platform wants it.' },
      errors: ERRORS,
    }),
    validator('param', HookParam, refuse),
    async (c) => await handOn(c, c.req.valid('param')),
  )
  .post(
    '/:kind/:id',
    describe({
      tag,
      open: true,
      summary: 'A platform tells what has happened',
      description:
        'Signed as the platform does; docs/channels.md has the format of the generic webhook. What was answered with a 2xx is durable. A 503 asks to send it again.',
      answers: { 200: 'It is kept. Some platforms want something else, and get it.' },
      errors: ERRORS,
    }),
    validator('param', HookParam, refuse),
    async (c) => await handOn(c, c.req.valid('param')),
  )

async function handOn(c: Context<AppEnv>, { kind, id }: HookParam): Promise<Response> {
  const { method, url, headers } = c.req.raw
  const body = await readBody(c, HOOK_MAX_BYTES[kind])
  const { cookie: _, ...told } = Object.fromEntries(headers)
  const { stub, at } = channelOf(c, id)
  return toResponse(valueOf(await stub.hook(...at, kind, { method, url, headers: told, body })))
}

async function readBody(c: Context<AppEnv>, maxBytes: number): Promise<Uint8Array> {
  const { body } = c.req.raw
  if (body === null) return new Uint8Array()
  const bytes = await readAtMost(body, maxBytes, Number(c.req.header('content-length') ?? 0))
  if (bytes !== null) return bytes
  throw new ApiFailure('request.too_large', `The body may have at most ${maxBytes} bytes.`, { maxBytes })
}

function toResponse({ status, headers, body }: HookAnswer): Response {
  return new Response(body === '' ? null : body, { status, headers: { ...headers } })
}
