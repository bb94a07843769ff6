import { describe, expect, it, vi } from 'vitest'
import { codeOf, House, WAIT } from '../testing/house.ts'
import { Receiver } from '../testing/receiver.ts'

async function open(): Promise<{ house: House; receiver: Receiver }> {
  const receiver = new Receiver()
  const house = await House.webhook()
  receiver.secret = house.secret
  return { house, receiver }
}

function status(code: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: code, headers })
}

describe('something outgoing', () => {
  it('is sent once and tells each step, with the platform’s key and link', async () => {
    const { house, receiver } = await open()
    const id = await house.send('hello')
    await house.reaches(id, 'sent')
    expect(receiver.taken).toMatchObject([{ type: 'message', text: 'hello', thread: 't1', id }])
    const [row] = await house.rows('SELECT step, attempts, key, url FROM outgoing')
    expect(row).toEqual({ step: 3, attempts: 1, key: `r-${id}`, url: `https://receiver.example/${id}` })
    expect((await house.channel()).lastSentAt).not.toBeNull()
  })

  it('is taken in once, however often it is asked for, also after its end and after an eviction', async () => {
    const { house, receiver } = await open()
    const outgoing = await house.outgoing('once')
    const ask = () => house.stub.enqueue(house.id, house.trace, house.owner, outgoing)
    await Promise.all([ask(), ask(), ask()])
    await house.reaches(outgoing.id, 'sent')
    await ask()
    await house.evict()
    expect(codeOf(await ask())).toBe('ok')
    await house.settled()
    expect(receiver.texts()).toEqual(['once'])
    expect(await house.queue()).toHaveLength(1)
  })

  it('is refused where the channel can not do it', async () => {
    const house = await House.webhook(null)
    const outgoing = await house.outgoing('hello')
    expect(codeOf(await house.stub.enqueue(house.id, house.trace, house.owner, outgoing))).toBe(
      'channel.unsupported',
    )
  })

  it('waits as long as the platform says, and leaves in the order of its thread', async () => {
    const { house, receiver } = await open()
    receiver.next(status(429, { 'retry-after': '2' }))
    const first = await house.send('first')
    const second = await house.send('second')
    await house.reaches(second, 'sent')
    expect(receiver.texts()).toEqual(['first', 'second'])
    const [refused, taken] = receiver.requests
    expect(refused?.id).toBe(first)
    expect((taken?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(2_000)
  })

  it('that has to be tried again holds up its own thread alone', async () => {
    const { house, receiver } = await open()
    receiver.next(status(429, { 'retry-after': '60' }))
    const held = await house.send('held', { thread: 't1' })
    await vi.waitFor(() => expect(receiver.requests).toHaveLength(1), WAIT)
    const other = await house.send('other', { thread: 't2' })
    const behind = await house.send('behind', { thread: 't1' })
    await house.reaches(other, 'sent')
    expect(await house.stateOf(held)).toBe('queued')
    expect(await house.stateOf(behind)).toBe('queued')
    expect(receiver.texts()).toEqual(['other'])
  })

  it('fails at once where the platform refuses it for good, and lets the next one go', async () => {
    const { house, receiver } = await open()
    receiver.next(status(400))
    const refused = await house.send('refused')
    const next = await house.send('next')
    await house.reaches(next, 'sent')
    expect(await house.stateOf(refused)).toBe('failed')
    const [row] = await house.queue()
    expect(row).toMatchObject({ attempts: 1, reason: 'The webhook answered with status 400.' })
    expect(receiver.texts()).toEqual(['next'])
  })

  it('whose answer is lost is repeated where the receiver knows a repetition, and taken once', async () => {
    const { house, receiver } = await open()
    receiver.next('lost')
    const id = await house.send('once')
    await house.reaches(id, 'sent')
    expect(receiver.requests.map((request) => request.id)).toEqual([id, id])
    expect(receiver.texts()).toEqual(['once'])
  })

  it('waits while the platform refuses the credentials, and leaves with new ones', async () => {
    const { house, receiver } = await open()
    receiver.secret = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    const id = await house.send('patience')
    await vi.waitFor(async () => expect((await house.channel()).state).toBe('unauthorised'), WAIT)
    expect(await house.stateOf(id)).toBe('queued')
    receiver.secret = house.secret
    expect(codeOf(await house.stub.testAccount(house.id, house.trace, house.owner))).toBe('ok')
    await house.reaches(id, 'sent')
    expect(receiver.texts()).toEqual(['', 'patience'])
  })

  it('waits while the channel is paused', async () => {
    const { house, receiver } = await open()
    const pause = (paused: boolean) => house.stub.update(house.id, house.trace, house.owner, { paused })
    await pause(true)
    const id = await house.send('later')
    await house.settled()
    expect(await house.stateOf(id)).toBe('queued')
    expect(receiver.requests).toEqual([])
    await pause(false)
    await house.reaches(id, 'sent')
  })

  it('that could not leave for a day fails instead of surprising somebody', async () => {
    const { house, receiver } = await open()
    await house.stub.update(house.id, house.trace, house.owner, { paused: true })
    const id = await house.send('stale')
    await house.rows('UPDATE outgoing SET created_at = created_at - 24 * 3600 * 1000')
    await house.evict()
    await house.reaches(id, 'failed')
    expect(receiver.requests).toEqual([])
  })
})
