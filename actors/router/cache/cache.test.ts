import { runInDurableObject } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { codeOf, House, valueOf } from '../testing/house.ts'

afterEach(() => {
  vi.useRealTimers()
})

async function keep(house: House, requestHash: string, body: Uint8Array | string = 'answer', seconds = 60) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const answer = { status: 200, contentType: 'application/json', body: bytes }
  const { tokenHash } = house
  return await house.stub.keep(house.id, house.trace, { tokenHash, requestHash, answer, seconds })
}

async function cached(house: House, requestHash: string, tokenHash = house.tokenHash) {
  const answer = await house.stub.cached(house.id, house.trace, { tokenHash, requestHash })
  return answer && new TextDecoder().decode(answer.body)
}

async function opened(): Promise<House> {
  const house = new House()
  house.tokenHash = await house.newToken()
  return house
}

describe('an answer that is kept', () => {
  it('is given again, byte for byte, to every token of its person, until its time', async () => {
    const house = await opened()
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    valueOf(await keep(house, 'one', bytes))
    await house.evict()
    const key = { tokenHash: await house.newToken(), requestHash: 'one' }
    expect(await house.stub.cached(house.id, house.trace, key)).toEqual({
      status: 200,
      contentType: 'application/json',
      body: bytes,
    })
    expect(await cached(house, 'two')).toBeNull()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_001 })
    expect(await cached(house, 'one')).toBeNull()
  })

  it('is replaced by a newer one', async () => {
    const house = await opened()
    await keep(house, 'one', 'old')
    await keep(house, 'one', 'new')
    expect(await cached(house, 'one')).toBe('new')
  })

  it('is neither given to a token of nobody nor taken from one', async () => {
    const house = await opened()
    await keep(house, 'one')
    expect(await cached(house, 'one', 'nobody')).toBeNull()
    house.tokenHash = 'nobody'
    expect(codeOf(await keep(house, 'one', 'poison'))).toBe('call.invalid_token')
  })

  it('of more than 1 MiB is passed over', async () => {
    const house = await opened()
    await keep(house, 'fits', new Uint8Array(1024 * 1024))
    await keep(house, 'large', new Uint8Array(1024 * 1024 + 1))
    expect(await cached(house, 'fits')).not.toBeNull()
    expect(await cached(house, 'large')).toBeNull()
  })
})

describe('the cache', () => {
  it('holds 64 MiB, and the oldest go first', async () => {
    const house = await opened()
    for (let no = 0; no < 66; no++) await keep(house, `answer ${no}`, new Uint8Array(1024 * 1024))
    expect(await cached(house, 'answer 1')).toBeNull()
    expect(await cached(house, 'answer 2')).not.toBeNull()
    expect(await house.rows('SELECT count(*) AS kept FROM cached_answers')).toEqual([{ kept: 64 }])
  })

  it('holds 2,000 answers, however small, also after an eviction', async () => {
    const house = await opened()
    await keep(house, 'first')
    await runInDurableObject(house.stub, (_, { storage }) => {
      storage.sql.exec(
        `WITH RECURSIVE n(no) AS (VALUES (2) UNION ALL SELECT no + 1 FROM n WHERE no < 2000)
          INSERT INTO cached_answers SELECT n.no, 'hash ' || n.no, expires_at, bytes, status, content_type, body
          FROM cached_answers, n`,
      )
    })
    await house.evict()
    expect(await cached(house, 'first')).toBe('answer')
    await keep(house, 'last')
    expect(await cached(house, 'first')).toBeNull()
    expect(await cached(house, 'last')).toBe('answer')
    expect(await house.rows('SELECT count(*) AS kept FROM cached_answers')).toEqual([{ kept: 2_000 }])
  })
})
