import { describe, expect, it } from 'vitest'
import { newId } from '@switchboard/shared-types/ids'
import type { InboxId } from '@switchboard/shared-types/ids'
import { channelOf, minute, tellChannel } from '../testing/conversations.ts'
import { evict, inboxStub, newInboxId, trace } from '../testing/house.ts'
import { LiveClient } from '../testing/live-client.ts'

async function names(id: InboxId): Promise<string[]> {
  return (await inboxStub(id).channels(id, trace)).map(({ name }) => name)
}

describe('the channels of an inbox', () => {
  it('are as they last described themselves, whatever comes late or twice', async () => {
    const id = newInboxId()
    const channel = await tellChannel(id, channelOf({ name: 'second' }), 2)
    await evict(id)
    await tellChannel(id, { ...channel, name: 'first' }, 1)
    await tellChannel(id, { ...channel, name: 'again' }, 2)
    await tellChannel(id, channelOf({ name: 'older', createdAt: minute(-5) }))
    expect(await names(id)).toEqual(['older', 'second'])
  })

  it('that are gone stay gone', async () => {
    const id = newInboxId()
    const channel = await tellChannel(id, channelOf())
    const gone = { id: channel.id, version: 3, channel: null }
    for (const snapshot of [gone, gone]) await inboxStub(id).channelChanged(id, trace, snapshot)
    await tellChannel(id, channel, 2)
    expect(await names(id)).toEqual([])
    const unknown = { id: newId('chn'), version: 1, channel: null }
    expect(await inboxStub(id).channelChanged(id, trace, unknown)).toMatchObject({ ok: true })
  })

  it('take the permission to send to them along', async () => {
    const id = newInboxId()
    const { id: channel } = await tellChannel(id, channelOf())
    await inboxStub(id).grantPermission(id, trace, channel)
    await inboxStub(id).channelChanged(id, trace, { id: channel, version: 2, channel: null })
    expect(await inboxStub(id).permissions(id, trace)).toEqual({ permissions: [], uses: [] })
  })

  it('are told live', async () => {
    const id = newInboxId()
    const client = await LiveClient.connect(id)
    await client.hello()
    const channel = await tellChannel(id, channelOf({ name: 'New' }))
    expect((await client.frame('channel.changed')).channel).toEqual(channel)
    await inboxStub(id).channelChanged(id, trace, { id: channel.id, version: 2, channel: null })
    expect(await client.frame('channel.removed')).toMatchObject({ id: channel.id })
  })
})

describe('a channel that a platform refuses', () => {
  it('is told to the person once each time that it begins', async () => {
    const id = newInboxId()
    const channel = channelOf({ name: 'My bot' })
    const refused = { ...channel, state: 'unauthorised' as const, reason: 'The token was revoked.' }
    await tellChannel(id, channel, 1)
    await tellChannel(id, refused, 2)
    await tellChannel(id, refused, 2)
    await tellChannel(id, { ...refused, waiting: 3 }, 3)
    const told = await inboxStub(id).notifications(id, trace)
    expect(told).toMatchObject([
      {
        kind: 'channel',
        title: 'My bot needs to be connected again',
        text: 'The token was revoked.',
        about: channel.id,
      },
    ])
    await tellChannel(id, channel, 4)
    await tellChannel(id, refused, 5)
    expect(await inboxStub(id).notifications(id, trace)).toHaveLength(2)
  })
})
