import { Hono } from 'hono'
import type { Context } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { Channel, UnreadablePayload, UpdateChannel } from '@switchboard/shared-types/api/channels/channel'
import { ConnectChannel } from '@switchboard/shared-types/api/channels/connect-channel'
import { GROUP_PARAMETER } from '@switchboard/shared-types/api/groups'
import { ChannelId, newId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../app-env.ts'
import { ownChannel, ownInbox } from '../doors.ts'
import { valueOf } from '../errors.ts'
import { withJson } from '../middleware/with-body.ts'
import { withOwner } from '../middleware/with-owner.ts'
import { withPerson } from '../middleware/with-person.ts'
import { CHANGING, OWNERS, WITH_BODY, describe } from '../openapi/describe.ts'
import { refuse } from '../refuse.ts'
import { forgetWayBack, rememberWayBack } from '../session/owner.ts'

const tag = 'Channels'
const ChannelParam = z.object({ id: ChannelId })
const Channels = z.object({ channels: z.array(Channel) })
const Connected = z.object({
  channel: Channel,
  /** Where the person has to allow it first. */
  authoriseUrl: z.url().nullable(),
})
const HookSecret = z.object({ url: z.url(), secret: z.string() })
const Unreadable = z.object({ payloads: z.array(UnreadablePayload) })
const WayBack = z.object({ code: z.string().min(1).max(4_000), state: z.string().min(1).max(1_000) })

const AT_THE_PLATFORM = [
  'channel.bad_credentials',
  'channel.bad_settings',
  'channel.unreachable',
  'channel.unsupported',
] as const

export const channels = new Hono<AppEnv>()
  .use(withPerson)
  .get(
    '/',
    describe({ tag, summary: 'The accounts that I have connected', answers: { 200: Channels } }),
    async (c) => {
      const { stub, at } = ownInbox(c)
      return c.json({ channels: await stub.channels(...at) }, 200)
    },
  )
  .post(
    '/',
    describe({
      tag,
      summary: 'Connect an account',
      description:
        'The credentials are tested at the platform first, kept sealed and never told again. With an `authoriseUrl` the person has to allow it there.',
      answers: { 201: Connected },
      errors: [...WITH_BODY, ...OWNERS, ...AT_THE_PLATFORM],
    }),
    withOwner,
    withJson,
    validator('json', ConnectChannel, refuse),
    async (c) => {
      return c.json(await connect(c, newId('chn'), c.req.valid('json')), 201)
    },
  )
  .get(
    '/:id',
    describe({
      tag,
      summary: 'One account, as it is right now',
      answers: { 200: Channel },
      errors: ['request.invalid', 'channel.not_found'],
    }),
    validator('param', ChannelParam, refuse),
    async (c) => {
      const { stub, at } = ownChannel(c, c.req.valid('param').id)
      return c.json(valueOf(await stub.channel(...at)), 200)
    },
  )
  .patch(
    '/:id',
    describe({
      tag,
      summary: 'Rename an account, pause it or let it go on',
      description:
        'Paused, nothing is asked for and nothing leaves. What a platform hands over is kept all the same.',
      answers: { 200: Channel },
      errors: [...WITH_BODY, ...OWNERS, 'channel.not_found'],
    }),
    withOwner,
    validator('param', ChannelParam, refuse),
    withJson,
    validator('json', UpdateChannel, refuse),
    async (c) => {
      const { stub, at } = ownChannel(c, c.req.valid('param').id)
      return c.json(valueOf(await stub.update(...at, c.req.valid('json'))), 200)
    },
  )
  .delete(
    '/:id',
    describe({
      tag,
      summary: 'Disconnect an account',
      description: 'It cleans up at the platform, for up to a day. The conversations stay.',
      answers: { 202: 'Nothing comes in or leaves any more.' },
      errors: [...CHANGING, ...OWNERS, 'request.invalid', 'channel.not_found'],
    }),
    withOwner,
    validator('param', ChannelParam, refuse),
    async (c) => {
      const { stub, at } = ownChannel(c, c.req.valid('param').id)
      valueOf(await stub.disconnect(...at))
      return c.body(null, 202)
    },
  )
  .post(
    '/:id/test',
    describe({
      tag,
      summary: 'Ask the platform whether the credentials are still good',
      answers: { 200: Channel },
      errors: [...CHANGING, 'request.invalid', 'channel.not_found', ...AT_THE_PLATFORM],
    }),
    validator('param', ChannelParam, refuse),
    async (c) => {
      const { stub, at } = ownChannel(c, c.req.valid('param').id)
      return c.json(valueOf(await stub.testAccount(...at)), 200)
    },
  )
  .post(
    '/:id/credentials',
    describe({
      tag,
      summary: 'Bring new credentials',
      answers: { 200: Connected },
      errors: [...WITH_BODY, ...OWNERS, 'channel.not_found', ...AT_THE_PLATFORM],
    }),
    withOwner,
    validator('param', ChannelParam, refuse),
    withJson,
    validator('json', ConnectChannel, refuse),
    async (c) => {
      const { id } = c.req.valid('param')
      const { stub, at } = ownChannel(c, id)
      // Connecting would make a channel where there is none.
      valueOf(await stub.channel(...at))
      return c.json(await connect(c, id, c.req.valid('json')), 200)
    },
  )
  .post(
    '/:id/hook-secret',
    describe({
      tag,
      summary: 'Make the secret that signs what comes in anew',
      description: 'It is told this once. What is signed with the old one is refused from then on.',
      answers: { 200: HookSecret },
      errors: [...CHANGING, ...OWNERS, 'request.invalid', 'channel.not_found', 'channel.unsupported'],
    }),
    withOwner,
    validator('param', ChannelParam, refuse),
    async (c) => {
      const { stub, at } = ownChannel(c, c.req.valid('param').id)
      return c.json(valueOf(await stub.renewHookSecret(...at)), 200)
    },
  )
  .get(
    '/:id/unreadable',
    describe({
      tag,
      summary: 'What was accepted from the platform and not understood, newest first',
      description: 'The newest hundred are kept, up to 64 KiB of each.',
      answers: { 200: Unreadable },
      errors: ['request.invalid', 'channel.not_found'],
    }),
    validator('param', ChannelParam, refuse),
    async (c) => {
      const { stub, at } = ownChannel(c, c.req.valid('param').id)
      return c.json({ payloads: valueOf(await stub.unreadable(...at)) }, 200)
    },
  )
  .get(
    '/:id/authorised',
    describe({
      tag,
      summary: 'The way back from the platform’s OAuth page',
      answers: { 303: 'To the page, which shows the account, or what went wrong.' },
      errors: [...OWNERS, 'request.invalid'],
    }),
    withOwner,
    validator('param', ChannelParam, refuse),
    async (c) => {
      const { id } = c.req.valid('param')
      return c.redirect(`/channels/${id}${await authorise(c, id)}`, 303)
    },
  )

async function connect(
  c: Context<AppEnv>,
  id: ChannelId,
  input: ConnectChannel,
): Promise<z.infer<typeof Connected>> {
  const { stub, at } = ownChannel(c, id)
  const connected = valueOf(await stub.connectAccount(...at, input))
  if (connected.authoriseUrl !== null) rememberWayBack(c, id)
  return connected
}

/** A browser comes here by itself, so whatever happens is told by the page. @returns the query of the page's address */
async function authorise(c: Context<AppEnv>, id: ChannelId): Promise<string> {
  forgetWayBack(c, id)
  const told = new URLSearchParams()
  if (c.var.owner !== c.var.who.sub) told.set(GROUP_PARAMETER, c.var.owner)
  const failure = await failureOnTheWayBack(c, id)
  if (failure !== null) told.set('failure', failure)
  return told.size === 0 ? '' : `?${told.toString()}`
}

async function failureOnTheWayBack(c: Context<AppEnv>, id: ChannelId): Promise<string | null> {
  const answer = WayBack.safeParse(c.req.query())
  if (!answer.success) return 'channel.bad_credentials'
  const { stub, at } = ownChannel(c, id)
  const authorised = await stub.authorise(...at, answer.data)
  return authorised.ok ? null : authorised.error.code
}
