import { describe, expect, it, vi } from 'vitest'
import { House, WAIT } from '../testing/house.ts'
import { Receiver } from '../testing/receiver.ts'
import { openBot, saidToAnn, sendToAnn } from '../testing/telegram.ts'

/** Lets the platform take the next message and never answer. */
function hangAfter(method: string): void {
  const real = vi.mocked(fetch).getMockImplementation()
  if (real === undefined) throw new Error('there is no platform')
  let isFirst = true
  vi.mocked(fetch).mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    const hangs = request.url.endsWith(method) && isFirst
    if (hangs) isFirst = false
    const answer = await real(request)
    return hangs ? await new Promise<Response>(() => {}) : answer
  })
}

describe('an actor that ends between an attempt and its record', () => {
  it('does not send again what the platform may have taken: it is unknown, and says so', async () => {
    const bot = await openBot()
    hangAfter('/sendMessage')
    const id = await sendToAnn(bot.house, 'perhaps')
    await vi.waitFor(() => expect(saidToAnn(bot)).toEqual(['perhaps']), WAIT)
    expect(await bot.house.stateOf(id), 'durable before the attempt').toBe('sending')
    await bot.house.crash()
    await bot.house.reaches(id, 'unknown')
    expect(saidToAnn(bot)).toEqual(['perhaps'])
    const [row] = await bot.house.queue()
    expect(row).toMatchObject({ attempts: 1, step: 3 })
    expect(row?.reason).toContain('Switchboard was stopped while it was being sent.')
    const next = await sendToAnn(bot.house, 'next')
    await bot.house.reaches(next, 'sent')
    expect(saidToAnn(bot)).toEqual(['perhaps', 'next'])
  })

  it('repeats it where the platform knows the repetition, and it is taken once', async () => {
    const receiver = new Receiver()
    const house = await House.webhook()
    receiver.secret = house.secret
    hangAfter('/in')
    const id = await house.send('once')
    await vi.waitFor(() => expect(receiver.texts()).toEqual(['once']), WAIT)
    await house.crash()
    await house.reaches(id, 'sent')
    expect(receiver.texts()).toEqual(['once'])
    expect(receiver.requests.map((request) => request.id)).toEqual([id, id])
  })
})

describe('a platform whose answer is lost', () => {
  it('leaves a message unknown that it would not know again', async () => {
    const bot = await openBot()
    bot.telegram.trouble('answer lost')
    await bot.house.stub.update(bot.house.id, bot.house.trace, bot.house.owner, { paused: true })
    const id = await sendToAnn(bot.house, 'perhaps')
    await bot.house.rows("UPDATE account SET intake = 'hook'")
    await bot.house.evict()
    await bot.house.stub.update(bot.house.id, bot.house.trace, bot.house.owner, { paused: false })
    await bot.house.reaches(id, 'unknown')
    expect(saidToAnn(bot)).toEqual(['perhaps'])
  })
})
