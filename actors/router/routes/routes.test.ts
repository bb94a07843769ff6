import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { drizzle } from 'drizzle-orm/durable-sqlite'
import { expect, it } from 'vitest'
import type { RouteDraft } from '@switchboard/shared-types/api/router/routes'
import { getStub } from '@switchboard/shared-types/door'
import { newId, routerOf } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import { rowsWritten } from '../../testing/rows-written.ts'
import { Routes } from './routes.ts'
import { routeTo } from './testing.ts'

const SLUGS = new Set(['a', 'b'])

/** A router's storage, opened anew for each use. */
async function newRouter() {
  const id = routerOf(newId('per'))
  const stub = getStub(env.ROUTER, id)
  await stub.health(id, startTrace('test'))
  const within = <T>(run: (routes: Routes) => T) =>
    runInDurableObject(stub, (_, { storage }) => run(new Routes(drizzle(storage))))
  return { stub, within }
}

const draft = (name: string, more: object = {}): RouteDraft => ({
  ...routeTo(['a'], { name, ...more }),
  id: undefined,
})

it('routes keep their order and their ids, and those that are not named any more are gone', async () => {
  const { within } = await newRouter()
  const first = await within((routes) => routes.set([draft('one'), draft('two'), draft('three')], SLUGS))
  const [one, two, three] = first.ok ? first.value : []
  if (one === undefined || two === undefined || three === undefined) throw new Error('not set')
  await within((routes) => routes.set([three, draft('new'), one], SLUGS))
  const list = await within((routes) => routes.list())
  expect(list.map(({ name }) => name)).toEqual(['three', 'new', 'one'])
  expect([list[0]?.id, list[2]?.id]).toEqual([three.id, one.id])
  expect(list[2]).toEqual(one)
})

it('setting a list writes the rows that differ and no others', async () => {
  const { stub, within } = await newRouter()
  const set = await within((routes) => routes.set([draft('one'), draft('two')], SLUGS))
  const [one, two] = set.ok ? set.value : []
  if (one === undefined || two === undefined) throw new Error('not set')
  const again = await rowsWritten(stub, () => within((routes) => routes.set([one, two], SLUGS)))
  expect(again.rows).toBe(0)
  const renamed = { ...two, name: 'second' }
  const changed = await rowsWritten(stub, () => within((routes) => routes.set([one, renamed], SLUGS)))
  expect(changed.rows).toBe(1)
})

it.each([
  [
    'a provider that is none',
    draft('r', { targets: [{ provider: 'c', model: null }] }),
    'provider.not_found',
  ],
  ['an id that is not there', { ...draft('r'), id: newId('rte') }, 'route.unknown'],
  [
    'no time zone',
    draft('r', { conditions: { hours: { from: 1, until: 2, timeZone: 'Nowhere' } } }),
    'request.invalid',
  ],
  [
    'an impossible size',
    draft('r', { conditions: { minInputTokens: 9, maxInputTokens: 8 } }),
    'request.invalid',
  ],
  [
    'overrides beyond measure',
    draft('r', { targets: [{ provider: 'a', model: null, overrides: { stop: 'x'.repeat(100_000) } }] }),
    'request.invalid',
  ],
])('a list with %s is refused whole', async (_, bad, code) => {
  const { within } = await newRouter()
  await within((routes) => routes.set([draft('kept')], SLUGS))
  expect(await within((routes) => routes.set([draft('new'), bad], SLUGS))).toMatchObject({ error: { code } })
  expect((await within((routes) => routes.list())).map(({ name }) => name)).toEqual(['kept'])
})

it('a list that names a route twice is refused', async () => {
  const { within } = await newRouter()
  const set = await within((routes) => routes.set([draft('one')], SLUGS))
  const one = set.ok ? set.value : []
  const twice = await within((routes) => routes.set([...one, ...one], SLUGS))
  expect(twice).toMatchObject({ error: { code: 'request.invalid' } })
})
