import { expect, test } from 'vitest'
import { ClientWatch } from './client-watch.ts'

const LOCAL = { clientIp: '127.0.0.1:4711' }

class House {
  readonly asked: string[] = []
  readonly given: AbortSignal[] = []
  readonly #answer: () => Promise<Response>

  constructor(answer: () => Promise<Response>) {
    this.#answer = answer
  }

  readonly fetch = (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const { url, signal } = new Request(input, init)
    this.asked.push(url)
    this.given.push(signal)
    return this.#answer()
  }

  connect = (): never => {
    throw new Error('nobody connects')
  }
}

function requestOf(signal: AbortSignal, cf: object = LOCAL): Request {
  return new Request('https://house.example/v1/messages', { signal, cf: { ...cf } })
}

test('a client that the house saw leave has left, though the runtime has not noticed', async () => {
  const house = new House(async () => new Response(null, { status: 204 }))
  const watch = new ClientWatch(requestOf(new AbortController().signal), house)
  const told: string[] = []
  watch.tell(() => told.push('first'))
  watch.tell(() => told.push('second'))
  expect(watch.isGone).toBe(false)
  await expect.poll(() => watch.isGone).toBe(true)
  expect(told).toEqual(['second'])
  expect(house.asked).toEqual(['http://house/?peer=127.0.0.1%3A4711'])
})

test('a client that the runtime saw leave has left', async () => {
  const house = new House(() => new Promise<Response>(() => undefined))
  const leaving = new AbortController()
  const watch = new ClientWatch(requestOf(leaving.signal), house)
  leaving.abort()
  await expect.poll(() => watch.isGone).toBe(true)
})

test('a house that does not answer, or does not know, takes nobody’s call away', async () => {
  for (const answer of [
    () => Promise.reject(new Error('gone')),
    async () => new Response(null, { status: 400 }),
  ]) {
    const house = new House(answer)
    const watch = new ClientWatch(requestOf(new AbortController().signal), house)
    await expect.poll(() => house.asked.length).toBe(1)
    await scheduler.wait(20)
    expect(watch.isGone).toBe(false)
  }
})

test('where there is no house to ask, or no peer to ask for, the runtime is believed', async () => {
  const house = new House(async () => new Response(null, { status: 204 }))
  for (const [cf, departures] of [
    [LOCAL, undefined],
    [{}, house],
  ] as const) {
    const leaving = new AbortController()
    const watch = new ClientWatch(requestOf(leaving.signal, cf), departures)
    await scheduler.wait(100)
    expect(watch.isGone).toBe(false)
    leaving.abort()
    expect(watch.isGone).toBe(true)
  }
  expect(house.asked).toEqual([])
})

test('a call that is over asks no more', async () => {
  const house = new House(() => new Promise<Response>(() => undefined))
  const watch = new ClientWatch(requestOf(new AbortController().signal), house)
  await expect.poll(() => house.asked.length).toBe(1)
  watch.end()
  expect(house.given[0]?.aborted).toBe(true)
})

test('a call that is over before it would ask never does', async () => {
  const house = new House(async () => new Response(null, { status: 204 }))
  const watch = new ClientWatch(requestOf(new AbortController().signal), house)
  watch.end()
  await scheduler.wait(120)
  expect(house.asked).toEqual([])
  expect(watch.isGone).toBe(false)
})
