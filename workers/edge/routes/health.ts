import { Hono } from 'hono'
import type { Context } from 'hono'
import * as z from 'zod'
import { ActorHealth } from '@switchboard/shared-types/api/admin'
import { directoryOf } from '@switchboard/shared-types/contracts/directory'
import { getStub } from '@switchboard/shared-types/door'
import type { AppEnv } from '../app-env.ts'
import { identityOf, ownInbox, ownRouter } from '../doors.ts'
import { withPerson } from '../middleware/with-person.ts'
import { describe } from '../openapi/describe.ts'
import { version } from '../package.json'

const tag = 'Health'
const ANSWER_WITHIN_MS = 2_000

const Health = z.object({ status: z.literal('ok'), version: z.string(), time: z.iso.datetime() })
/** `degraded`: an actor answers but holds dead letters; `down`: one does not answer in time. */
const ActorsHealth = z.object({
  status: z.enum(['ok', 'degraded', 'down']),
  actors: z.array(ActorHealth.extend({ answered: z.boolean() })),
})
type Answer = z.infer<typeof ActorsHealth>['actors'][number]

export const health = new Hono<AppEnv>()
  .get(
    '/',
    describe({ tag, summary: 'Whether the house is open', answers: { 200: Health }, open: true }),
    (c) => c.json({ status: 'ok' as const, version, time: new Date().toISOString() }, 200),
  )
  .get(
    '/actors',
    describe({
      tag,
      summary: 'Whether the actors behind my session answer',
      answers: { 200: ActorsHealth, 503: ActorsHealth },
    }),
    withPerson,
    async (c) => {
      const actors = await askActors(c)
      if (actors.some(({ answered }) => !answered)) return c.json({ status: 'down' as const, actors }, 503)
      const status = actors.every(({ ok }) => ok) ? ('ok' as const) : ('degraded' as const)
      return c.json({ status, actors }, 200)
    },
  )

function askActors(c: Context<AppEnv>): Promise<Answer[]> {
  const identity = identityOf(c)
  const inbox = ownInbox(c)
  const router = ownRouter(c)
  const shard = directoryOf(inbox.at[0])
  const directory = getStub(c.env.DIRECTORY, shard)
  return Promise.all([
    timed('identity', identity.at[0], () => identity.stub.health(...identity.at)),
    timed('directory', shard, () => directory.health(shard, c.var.trace)),
    timed('inbox', inbox.at[0], () => inbox.stub.health(...inbox.at)),
    timed('router', router.at[0], () => router.stub.health(...router.at)),
  ])
}

async function timed(actor: string, id: string, ask: () => Promise<ActorHealth>): Promise<Answer> {
  const startedAt = Date.now()
  const silence = { actor, id, ok: false, deadLetters: 0, pendingMessages: 0, answered: false }
  const answer = await Promise.race([ask().then(answerOf, () => silence), patience(silence)])
  return { ...answer, ms: Date.now() - startedAt }
}

function answerOf(found: ActorHealth): Omit<Answer, 'ms'> {
  const { actor, id, ok, deadLetters, pendingMessages } = found
  return { actor, id, ok, deadLetters, pendingMessages, answered: true }
}

function patience<T>(silence: T): Promise<T> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(silence), ANSWER_WITHIN_MS)
  })
}
