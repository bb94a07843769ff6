import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import { inboxOf, newId } from '@switchboard/shared-types/ids'
import { CLOSE } from '@switchboard/shared-types/realtime/frames'
import { deleted, edited, said, saidBetween } from '../testing/events.ts'
import { RoomClient } from '../testing/room-client.ts'
import { Talk, valueOf } from '../testing/talk.ts'
import { ROOM_LOG } from './room-log.ts'

async function open(): Promise<Talk> {
  const talk = await Talk.open(null)
  await talk.bring(said(1))
  return talk
}

describe('a device in the room', () => {
  it('is told of a gap at first, and then of what happens, once and in order', async () => {
    const talk = await open()
    const client = await RoomClient.connect(talk)
    const [gap, live] = await client.hello()
    expect(gap).toMatchObject({ type: 'room.gap', reason: 'first-visit' })
    expect(live).toMatchObject({ type: 'room.live' })
    await talk.bring(said(2), edited(1, 'Changed'), deleted(2), said(2))
    const note = valueOf(await talk.stub.note(...talk.at, { text: 'Mine' }))
    await client.frame('message.added', client.frames.length - 1)
    await client.roundTrip()
    const told = client.frames.flatMap((frame) =>
      frame.type === 'message.added' || frame.type === 'message.changed'
        ? [`${frame.type} ${frame.message.text}`]
        : [],
    )
    // Of what comes together each message is told of once, as it stands after all of it: the second one is deleted.
    expect(told).toEqual(['message.added ', 'message.changed Changed', `message.added ${note.text}`])
  })

  it('that never says hello is told nothing', async () => {
    const talk = await open()
    const silent = await RoomClient.connect(talk)
    await talk.bring(said(2))
    await silent.roundTrip()
    expect(silent.frames).toEqual([])
  })

  it('that was away for a moment is told exactly what it missed', async () => {
    const talk = await open()
    const client = await RoomClient.connect(talk)
    const live = (await client.hello()).at(-1)
    client.close()
    await talk.bring(said(2), said(3))
    const again = await RoomClient.connect(talk)
    const [resumed, ...missed] = await again.hello({ epoch: live?.epoch, cursor: live?.seq })
    expect(resumed).toMatchObject({ type: 'room.resumed', seq: live?.seq })
    expect(missed.map(({ type }) => type)).toEqual(['message.added', 'message.added', 'room.live'])
    expect(again.textsAdded()).toEqual(['Message 2', 'Message 3'])
  })

  it('is told of a gap where the room has forgotten: too much happened, or it was out of memory', async () => {
    const talk = await open()
    const client = await RoomClient.connect(talk)
    const live = (await client.hello()).at(-1)
    const position = { epoch: live?.epoch, cursor: live?.seq }
    client.close()
    await talk.bring(...saidBetween(2, 2 + ROOM_LOG))
    const late = await RoomClient.connect(talk)
    expect((await late.hello(position))[0]).toMatchObject({ type: 'room.gap', reason: 'forgotten' })
    await talk.evict()
    expect((await late.hello(position))[0]).toMatchObject({ type: 'room.gap', reason: 'forgotten' })
  })

  it('lives through hibernation: it hears and can speak after the conversation was evicted', async () => {
    const talk = await open()
    const [first, second] = [await RoomClient.connect(talk), await RoomClient.connect(talk, 'ses_two')]
    await first.hello()
    const live = (await second.hello()).at(-1)
    await talk.evict()
    await talk.bring(said(2))
    expect((await first.frame('message.added')).message.text).toBe('Message 2')
    await talk.evict()
    second.send(JSON.stringify({ type: 'typing' }))
    expect(await first.frame('room.typing')).toMatchObject(
      live?.type === 'room.live' ? { device: live.device } : {},
    )
  })

  it('is answered a ping without waking the conversation', async () => {
    const talk = await open()
    const client = await RoomClient.connect(talk)
    await client.hello()
    await talk.evict()
    await client.roundTrip()
    await expect(evictDurableObject(talk.stub)).rejects.toThrow(/not.*running/i)
  })

  it('is neither told twice nor left out while others write during its greeting', async () => {
    const talk = await open()
    const client = await RoomClient.connect(talk)
    await client.hello()
    let next = 2
    for (let round = 0; round < 5; round++) {
      const position = client.frames.at(-1)
      const from = next
      const device = await RoomClient.connect(talk)
      const writing = Promise.all(Array.from({ length: 5 }, () => talk.bring(said(next++))))
      await device.hello({ epoch: position?.epoch, cursor: position?.seq })
      await writing
      await vi.waitFor(() => expect(device.textsAdded()).toHaveLength(next - from), { timeout: 10_000 })
      expect(new Set(device.textsAdded()).size).toBe(next - from)
      await vi.waitFor(() => expect(client.textsAdded()).toHaveLength(next - 2), { timeout: 10_000 })
      device.close()
    }
  })
})

describe('who is here', () => {
  it('is told to all when a device comes and goes', async () => {
    const talk = await open()
    const [first, second] = [await RoomClient.connect(talk), await RoomClient.connect(talk)]
    await first.hello()
    const from = first.frames.length
    await second.hello()
    await vi.waitFor(async () => expect((await first.frame('room.here', from)).devices).toHaveLength(2))
    const before = first.frames.length
    second.close()
    expect((await first.frame('room.here', before)).devices).toHaveLength(1)
  })

  it('writes, is told to the others alone, and not more often than anybody needs', async () => {
    const talk = await open()
    const [first, second] = [await RoomClient.connect(talk), await RoomClient.connect(talk)]
    await Promise.all([first.hello(), second.hello()])
    for (let i = 0; i < 10; i++) second.send(JSON.stringify({ type: 'typing' }))
    await second.roundTrip()
    await first.frame('room.typing')
    await first.roundTrip()
    expect(first.frames.filter(({ type }) => type === 'room.typing')).toHaveLength(1)
    expect(second.frames.some(({ type }) => type === 'room.typing')).toBe(false)
    expect(JSON.stringify(await talk.rows('SELECT * FROM conversation'))).not.toContain('typing')
  })
})

describe('a socket whose session has to be looked at again', () => {
  const believed = () => Date.now() + 5 * 60_000

  it('is told nothing more, also where the conversation slept, and comes back to what it missed', async () => {
    const talk = await open()
    const kept = await RoomClient.connect(talk)
    const over = await RoomClient.connect(talk, 'ses_over', believed())
    await kept.hello()
    await over.hello()
    await talk.bring(said(2))
    const position = await over.frame('message.added')
    vi.setSystemTime(Date.now() + 5 * 60_000)
    await talk.bring(said(3))
    expect(await over.closed()).toBe(CLOSE.resume)
    expect(over.textsAdded()).toEqual(['Message 2'])
    await vi.waitFor(() => expect(kept.textsAdded()).toEqual(['Message 2', 'Message 3']))
    const back = await RoomClient.connect(talk, 'ses_over', believed())
    await back.hello({ epoch: position.epoch, cursor: position.seq })
    expect(back.textsAdded()).toEqual(['Message 3'])
    vi.setSystemTime(Date.now() + 5 * 60_000)
    await talk.evict()
    await talk.bring(said(4))
    expect(await back.closed()).toBe(CLOSE.resume)
    expect(back.textsAdded()).toEqual(['Message 3'])
  })

  it('is told until then, and costs neither a row nor an alarm', async () => {
    const talk = await open()
    const stored = () => talk.rows('SELECT total_changes() AS n')
    const alarm = () => runInDurableObject(talk.stub, (_, { storage }) => storage.getAlarm())
    const before = [await stored(), await alarm()]
    const client = await RoomClient.connect(talk, 'ses_one', believed())
    await client.hello()
    expect([await stored(), await alarm()]).toEqual(before)
    vi.setSystemTime(Date.now() + 4 * 60_000)
    await talk.bring(said(2))
    await client.frame('message.added')
  })

  it.each(['{"type":"hello","version":1}', '{"type":"typing"}'])('is not heard either: %s', async (frame) => {
    const talk = await open()
    const [kept, over] = [await RoomClient.connect(talk), await RoomClient.connect(talk, 'ses_x', believed())]
    await kept.hello()
    await over.hello()
    const told = over.frames.length
    await talk.evict()
    vi.setSystemTime(Date.now() + 5 * 60_000)
    const from = kept.frames.length
    over.send(frame)
    expect(await over.closed()).toBe(CLOSE.resume)
    expect(over.frames).toHaveLength(told)
    expect((await kept.frame('room.here', from)).devices).toHaveLength(1)
    expect(kept.frames.some(({ type }) => type === 'room.typing')).toBe(false)
  })

  it('that has not greeted yet is told nothing when it does', async () => {
    const talk = await open()
    const late = await RoomClient.connect(talk, 'ses_late', believed())
    vi.setSystemTime(Date.now() + 5 * 60_000)
    late.send('{"type":"hello","version":1}')
    expect(await late.closed()).toBe(CLOSE.resume)
    expect(late.frames).toEqual([])
  })
})

describe('a socket is closed', () => {
  it('where its session ends, and others stay open', async () => {
    const talk = await open()
    const [gone, kept] = [
      await RoomClient.connect(talk, 'ses_gone'),
      await RoomClient.connect(talk, 'ses_kept'),
    ]
    await Promise.all([gone.hello(), kept.hello()])
    await talk.stub.closeSockets(...talk.at, 'ses_gone')
    expect(await gone.closed()).toBe(CLOSE.signedOut)
    await talk.bring(said(2))
    await kept.frame('message.added')
    expect(gone.textsAdded()).toEqual([])
  })

  it('by its own inbox alone', async () => {
    const talk = await open()
    const client = await RoomClient.connect(talk, 'ses_one')
    await client.hello()
    await talk.stub.closeSockets(talk.id, talk.trace, inboxOf(newId('per')), 'ses_one')
    await talk.bring(said(2))
    await client.frame('message.added')
  })

  it.each(['{', '{"type":"evil"}', '{"type":"hello"}', 'x'.repeat(10_000)])(
    'where a frame is not valid: %j',
    async (frame) => {
      const client = await RoomClient.connect(await open())
      client.send(frame)
      expect(await client.closed()).toBe(CLOSE.badFrame)
    },
  )

  it('where the client speaks another version', async () => {
    const client = await RoomClient.connect(await open())
    client.send(JSON.stringify({ type: 'hello', version: 99 }))
    expect(await client.closed()).toBe(CLOSE.badVersion)
  })
})
