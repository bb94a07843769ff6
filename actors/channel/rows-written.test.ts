import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { rowsWritten } from '../testing/rows-written.ts'
import { House, message, WAIT } from './testing/house.ts'
import { ANN } from './kinds/telegram/testing/chat.ts'
import { ANNS_THREAD, openBot } from './testing/telegram.ts'

function alarmOf({ stub }: House): Promise<number | null> {
  return runInDurableObject(stub, (_, { storage }) => storage.getAlarm())
}

describe('rows written', () => {
  it('an event costs its id and its index, the message for its conversation in and out again, and an alarm', async () => {
    const house = await House.webhook()
    // The first event of a while also sets when the inbox is told and when is tidied up.
    await house.tell(message('first'))
    await house.settled()
    const events = 10
    const { rows, writes } = await rowsWritten(house.stub, async () => {
      for (let event = 0; event < events; event++) {
        await house.tell(message(`event ${event}`))
        await house.settled()
      }
    })
    const kinds = new Set(writes.map(({ what }) => what.slice(0, 20).toLowerCase()))
    expect(kinds).toEqual(
      new Set(['insert into "seen" (', 'insert into "outbox"', 'delete from "outbox"', 'setalarm']),
    )
    expect(rows).toBeLessThanOrEqual(6 * events)
  })

  it('an event that comes again costs none', async () => {
    const house = await House.webhook()
    const event = message('again')
    await house.tell(event)
    await house.settled()
    const { writes } = await rowsWritten(house.stub, async () => {
      for (let time = 0; time < 5; time++) await house.tell(event)
    })
    expect(writes).toEqual([])
  })

  it('a refused hook costs none', async () => {
    const house = await House.webhook()
    await house.settled()
    const request = await house.request(message('x'), { secret: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' })
    const { writes } = await rowsWritten(house.stub, async () => {
      for (let time = 0; time < 5; time++) await house.hook(request)
    })
    expect(writes).toEqual([])
  })

  it('a poll that brings nothing costs its alarm', async () => {
    const { house, telegram } = await openBot()
    // While there is talk it is asked often.
    telegram.say(ANN, { text: 'hello' })
    await house.stub.update(house.id, house.trace, house.owner, { paused: false })
    await expect.poll(() => house.texts(ANNS_THREAD.key), WAIT).toEqual(['hello'])
    await house.settled()
    const nextPoll = async () => {
      const before = telegram.calls.length
      await expect.poll(() => telegram.calls.length, WAIT).toBeGreaterThan(before)
      await expect.poll(() => alarmOf(house), WAIT).toBeGreaterThan(Date.now())
    }
    // The time of the first one stands in a row, because others were due before it.
    await nextPoll()
    const { writes } = await rowsWritten(house.stub, nextPoll)
    expect(writes.map(({ what }) => what)).toEqual(['setAlarm'])
  })
})
