import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import type { ChannelRow } from '@switchboard/shared-types/api/admin'
import { directoryOf } from '@switchboard/shared-types/contracts/directory'
import { getStub } from '@switchboard/shared-types/door'
import { rowsWritten } from '../../testing/rows-written.ts'
import { House, message, valueOf, WAIT } from '../testing/house.ts'

/** What the directory knows of the channel. */
async function listed(house: House): Promise<ChannelRow | null> {
  const shard = directoryOf(house.id)
  const found = await getStub(env.DIRECTORY, shard).findChannel(shard, house.trace, house.id)
  return found.ok ? found.value : null
}

async function is(house: House, health: ChannelRow['health']): Promise<ChannelRow> {
  return await vi.waitFor(async () => {
    const row = await listed(house)
    if (row?.health !== health) throw new Error(`it is ${row?.health}`)
    return row
  }, WAIT)
}

function update(house: House, change: { name?: string; paused?: boolean }) {
  return house.stub.update(house.id, house.trace, house.owner, change)
}

describe('the directory', () => {
  it('is told of a channel once it is connected: whose and how it is, and nothing of what is in it', async () => {
    const house = await House.webhook()
    const row = await is(house, 'connected')
    expect(row).toMatchObject({ id: house.id, kind: 'webhook', owner: house.owner, lastEventAt: null })
    await house.tell(message('the secret of the house'))
    await update(house, { name: 'My private shop', paused: true })
    const told = JSON.stringify(await is(house, 'paused'))
    for (const secret of [house.secret, 'Shop', 'private', 'the secret', 'receiver.example', 'Ann']) {
      expect(told).not.toContain(secret)
    }
    expect((await is(house, 'paused')).lastEventAt).not.toBeNull()
  })

  it('hears of a pause and of its end', async () => {
    const house = await House.webhook()
    await is(house, 'connected')
    await update(house, { paused: true })
    await is(house, 'paused')
    await house.evict()
    await update(house, { paused: false })
    await is(house, 'connected')
  })

  it('hears that a channel was disconnected, and nothing of one whose person is no more', async () => {
    const [left, purged] = [await House.webhook(), await House.webhook()]
    for (const house of [left, purged]) await is(house, 'connected')
    valueOf(await left.stub.disconnect(left.id, left.trace, left.owner))
    await is(left, 'disconnected')
    valueOf(await purged.stub.purge(purged.id, purged.trace))
    expect(await listed(purged)).toBeNull()
  })

  it('is told nothing by what does not change its health', async () => {
    const house = await House.webhook()
    const before = await is(house, 'connected')
    await house.settled()
    const { writes } = await rowsWritten(house.stub, async () => {
      await update(house, { name: 'Another name' })
      await house.settled()
      await house.tell(message('hello'))
      await house.settled()
    })
    // The inbox hears of the name, the conversation of the message.
    const sent = writes.filter(({ what }) => what.toLowerCase().startsWith('insert into "outbox"'))
    expect(sent).toHaveLength(2)
    expect(await listed(house)).toEqual(before)
  })

  it('costs a change of health one message, in and out again', async () => {
    const house = await House.webhook()
    await is(house, 'connected')
    await house.settled()
    const { writes } = await rowsWritten(house.stub, async () => {
      await update(house, { paused: true })
      await house.settled()
    })
    const count = (start: string) => writes.filter(({ what }) => what.toLowerCase().startsWith(start)).length
    expect(count('insert into "outbox"')).toBe(2)
    expect(count('delete from "outbox"')).toBeLessThanOrEqual(2)
  })

  it('is told of a channel that was connected before there was a list', async () => {
    const house = await House.webhook()
    await is(house, 'connected')
    const shard = directoryOf(house.id)
    await getStub(env.DIRECTORY, shard).forgetChannel(shard, house.trace, house.id)
    await house.rows('UPDATE account SET reported = NULL')
    await house.evict()
    await update(house, { name: 'Shop' })
    await is(house, 'connected')
  })
})
