import { expect, test } from 'vitest'
import { clientSignal } from './client-signal.ts'

const LOCAL = { clientIp: '127.0.0.1:4711' }

class House {
  readonly asked: string[] = []
  readonly #answer: () => Promise<Response>

  constructor(answer: () => Promise<Response>) {
    this.#answer = answer
  }

  readonly fetch = (input: RequestInfo | URL): Promise<Response> => {
    this.asked.push(new Request(input).url)
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
  const signal = clientSignal(requestOf(new AbortController().signal), house)
  expect(signal.aborted).toBe(false)
  await expect.poll(() => signal.aborted).toBe(true)
  expect(house.asked).toEqual(['http://house/?peer=127.0.0.1%3A4711'])
})

test('a client that the runtime saw leave has left', async () => {
  const house = new House(() => new Promise<Response>(() => undefined))
  const leaving = new AbortController()
  const signal = clientSignal(requestOf(leaving.signal), house)
  leaving.abort()
  expect(signal.aborted).toBe(true)
})

test('a house that does not answer, or does not know, takes nobody’s call away', async () => {
  for (const answer of [
    () => Promise.reject(new Error('gone')),
    async () => new Response(null, { status: 400 }),
  ]) {
    const house = new House(answer)
    const signal = clientSignal(requestOf(new AbortController().signal), house)
    await expect.poll(() => house.asked.length).toBe(1)
    await scheduler.wait(20)
    expect(signal.aborted).toBe(false)
  }
})

test('where there is no house to ask, or no peer to ask for, the runtime is believed', async () => {
  const request = requestOf(new AbortController().signal, {})
  const house = new House(async () => new Response(null, { status: 204 }))
  expect(clientSignal(request, undefined)).toBe(request.signal)
  expect(clientSignal(request, house)).toBe(request.signal)
})
