import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { newId } from '@switchboard/shared-types/ids'
import { House, message, WAIT } from '../testing/house.ts'
import { takeBatch } from './take-batch.ts'

const QUEUE = 'switchboard-events'

async function consume(...bodies: unknown[]) {
  const messages = bodies.map((body, n) => ({ id: `m${n}`, timestamp: new Date(), attempts: 1, body }))
  const batch = createMessageBatch(QUEUE, messages)
  const context = createExecutionContext()
  await takeBatch(batch, env)
  return await getQueueResult(batch, context)
}

describe('a batch of a queue', () => {
  it('is acknowledged message by message; what cannot be taken is tried again by itself', async () => {
    const house = await House.webhook()
    const good = { channel: house.id, events: [message('one'), message('two')] }
    const nobodys = { channel: newId('chn'), events: [message('lost')] }
    const { explicitAcks, retryMessages, ackAll } = await consume(good, nobodys, 'nonsense', {
      channel: house.id,
      events: [],
    })
    expect(ackAll).toBe(false)
    expect(explicitAcks).toEqual(['m0'])
    expect(retryMessages.map(({ msgId }) => msgId)).toEqual(['m1', 'm2', 'm3'])
    await vi.waitFor(async () => expect(await house.texts('t1')).toEqual(['one', 'two']), WAIT)
  })

  it('that comes a second time brings nothing twice', async () => {
    const house = await House.webhook()
    const batch = { channel: house.id, events: [message('once')] }
    await consume(batch, batch)
    expect((await consume(batch)).explicitAcks).toEqual(['m0'])
    await vi.waitFor(async () => expect(await house.texts('t1')).toEqual(['once']), WAIT)
    await house.settled()
    expect(await house.texts('t1')).toEqual(['once'])
  })
})
