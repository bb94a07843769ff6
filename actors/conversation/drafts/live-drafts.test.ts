import { afterEach, expect, it, vi } from 'vitest'
import { Receiver } from '../testing/receiver.ts'
import { RoomClient } from '../testing/room-client.ts'
import { Talk, valueOf } from '../testing/talk.ts'

afterEach(() => vi.useRealTimers())

it('every device sees an answer in the making, its approval, its being taken back, and what became of it', async () => {
  const receiver = new Receiver()
  const talk = await Talk.open()
  await talk.hear('When?')
  const device = await RoomClient.connect(talk, 'ses_other')
  await device.hello()
  const { frames } = device
  const from = frames.length
  const draft = await talk.newDraft('At ten.')
  await talk.stub.editDraft(...talk.at, { draft: draft.id, revision: 1, text: 'At nine.' })
  const message = valueOf(await talk.tryApprove(draft, { revision: 2 }))
  const again = valueOf(await talk.stub.undoApproval(...talk.at, message.id))
  valueOf(await talk.tryApprove(again))
  await talk.pass(10_000)
  await vi.waitFor(() => expect(frames.at(-1)).toMatchObject({ delivery: { state: 'sent' } }))
  const told = frames.slice(from).map((frame) => {
    if (frame.type === 'draft.changed') return `draft ${frame.draft.revision}: ${frame.draft.text}`
    if (frame.type === 'message.added') return `message: ${frame.message.text}`
    return frame.type === 'delivery.changed' ? frame.delivery.state : frame.type
  })
  expect(told).toEqual([
    'draft 1: At ten.',
    'draft 2: At nine.',
    'message: At nine.',
    'draft.removed',
    'messages.removed',
    'draft 3: At nine.',
    'message: At nine.',
    'draft.removed',
    'queued',
    'sending',
    'sent',
  ])
  expect(receiver.texts()).toEqual(['At nine.'])
})
