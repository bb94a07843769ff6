import type { ModelCall } from '@switchboard/shared-types/api/router/calls'
import { newId } from '@switchboard/shared-types/ids'
import { expect, test } from 'vitest'
import { filterOf, fits } from './filter.ts'
import { headed, replaced, type Pages } from './pages.ts'

const NOON = Date.parse('2026-11-21T12:00:00Z')
const TOKEN = newId('tok')

function callAt(minute: number, change: Partial<ModelCall> = {}): ModelCall {
  const at = NOON + minute * 60_000
  return {
    id: newId('call', at),
    requestId: newId('req', at),
    at: new Date(at).toISOString(),
    token: { id: TOKEN, name: 'laptop' },
    protocol: 'openai-chat',
    model: 'tiny',
    provider: 'harbour',
    providerModel: 'harbour-small',
    route: { id: null, name: 'Default' },
    why: 'It has this model.',
    status: 'ok',
    httpStatus: 200,
    attempts: [],
    stream: false,
    usage: null,
    exact: true,
    costUsd: null,
    ttfbMs: null,
    durationMs: null,
    notes: [],
    session: null,
    agent: null,
    hasContent: false,
    ...change,
  }
}

function listOf(...pages: ModelCall[][]): Pages {
  return {
    pages: pages.map((calls) => ({ calls, nextCursor: null })),
    pageParams: pages.map(() => null),
  }
}

function idsOf({ pages }: Pages): string[] {
  return pages.flatMap(({ calls }) => calls.map(({ id }) => id))
}

test('what is asked in stands by its beginning, above what began before it, and only once', () => {
  const [first, second, third, old] = [callAt(1), callAt(2), callAt(3), callAt(0)]
  const list = listOf([second], [old])
  const asked = headed(list, [third, first, second])
  expect(idsOf(asked)).toEqual([third.id, second.id, first.id, old.id])
  expect(headed(asked, [third, first])).toEqual(asked)
})

test('a call that ends keeps the place that it had while it ran', () => {
  const [ran, other] = [callAt(1, { status: 'running' }), callAt(2)]
  const list = replaced(listOf([other, ran]), { ...ran, status: 'cut' })
  expect(list.pages[0]?.calls.map(({ status }) => status)).toEqual(['ok', 'cut'])
})

test('a call fits by token, by both names of its model, by status and by time', () => {
  const call = callAt(0)
  expect(fits({}, call)).toBe(true)
  expect(fits({ token: newId('tok') }, call)).toBe(false)
  expect(fits({ model: 'tiny' }, call) && fits({ model: 'harbour-small' }, call)).toBe(true)
  expect(fits({ model: 'harbour' }, call)).toBe(false)
  expect(fits({ status: 'failed' }, call)).toBe(false)
  expect(fits(filterOf({ since: 'hour' }, NOON + 3_599_000), call)).toBe(true)
  expect(fits(filterOf({ since: 'hour' }, NOON + 3_601_000), call)).toBe(false)
  expect(fits(filterOf({ day: '2026-11-21' }, NOON), call)).toBe(true)
  expect(fits(filterOf({ day: '2026-11-20' }, NOON), call)).toBe(false)
})
