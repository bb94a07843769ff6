import * as fc from 'fast-check'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { newId } from '@switchboard/shared-types/ids'
import type { OwnerId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import type { AppEnv } from '../app-env.ts'
import { liveRequest, withoutOwn } from './live-request.ts'

const ME = newId('per')

it('lets no header through that only the house may set, however it is spelled', () => {
  const spelling = fc
    .constantFrom(
      'x-switchboard-inbox',
      'x-switchboard-router',
      'x-switchboard-session',
      'x-switchboard-until',
      'x-switchboard-request-id',
      'x-switchboard-new',
    )
    .chain((name) => fc.mixedCase(fc.constant(name)))
  fc.assert(
    fc.property(spelling, (name) => {
      const kept = withoutOwn(new Headers({ [name]: 'inb_of_someone_else', upgrade: 'websocket' }))
      expect([...kept]).toEqual([['upgrade', 'websocket']])
    }),
  )
})

it('keeps the session cookie from the actor, which has no use for it', () => {
  expect([
    ...withoutOwn(new Headers({ cookie: 'sb_session=secret', 'sec-websocket-version': '13' })),
  ]).toEqual([['sec-websocket-version', '13']])
})

/** @returns the headers of an upgrade that leaves for an actor */
async function headersFor(
  owner: OwnerId,
  ask: (c: Context<AppEnv>) => Request,
): Promise<Record<string, string>> {
  const app = new Hono<AppEnv>().get('/', (c) => {
    c.set('trace', startTrace('test', 'req_1'))
    c.set('who', { sub: ME, sid: 'ses_1', role: 'member', groups: {}, exp: 1_800_000_000 })
    c.set('owner', owner)
    return c.json(Object.fromEntries(ask(c).headers))
  })
  const headers = { 'x-switchboard-until': '9999999999999', 'x-switchboard-owner': 'inb_2' }
  return z.record(z.string(), z.string()).parse(await (await app.request('/', { headers })).json())
}

it('tells a room who asks, and until when that is believed, whatever the client says', async () => {
  expect(await headersFor(ME, (c) => liveRequest(c, 'conversation', 'cnv_1', 'inb_1'))).toEqual({
    'x-switchboard-conversation': 'cnv_1',
    'x-switchboard-owner': 'inb_1',
    'x-switchboard-session': 'ses_1',
    'x-switchboard-until': '1800000000000',
    'x-switchboard-request-id': 'req_1',
  })
})

it.each(['inbox', 'router'] as const)(
  'tells the %s of a group until when that is believed, and one’s own not',
  async (actor) => {
    const until = async (owner: OwnerId) =>
      (await headersFor(owner, (c) => liveRequest(c, actor, 'id')))['x-switchboard-until']
    expect([await until(newId('grp')), await until(ME)]).toEqual(['1800000000000', undefined])
  },
)
