import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { newId } from '@switchboard/shared-types/ids'
import { Receiver } from '../testing/receiver.ts'
import { Talk, valueOf } from '../testing/talk.ts'

afterEach(() => vi.useRealTimers())

const [ADA, BOB] = [newId('per'), newId('per')]

/** What the channel keeps of what it has sent. */
function outgoing(talk: Talk): Promise<unknown[]> {
  return runInDurableObject(getStub(env.CHANNEL, talk.channel), (_, { storage }) =>
    storage.sql
      .exec<{ body: string }>('SELECT body FROM outgoing ORDER BY no')
      .toArray()
      .map(({ body }): unknown => JSON.parse(body)),
  )
}

describe('in the conversation of a group', () => {
  it('each note is its author’s, and is told apart from the others', async () => {
    const talk = await Talk.open()
    await talk.hear('Hello?')
    valueOf(await talk.stub.note(...talk.at, { text: 'Mine.', member: ADA }))
    valueOf(await talk.stub.note(...talk.at, { text: 'And mine.', member: BOB }))
    valueOf(await talk.stub.note(...talk.at, { text: 'Nobody’s in particular.' }))
    const notes = (await talk.messages()).filter(({ direction }) => direction === 'note')
    expect(notes.map(({ author }) => author.key)).toEqual([ADA, BOB, 'owner'])
    expect(notes.every(({ author }) => author.self && !author.bot)).toBe(true)
  })

  it('an answer is of the member who approved it, also what its channel is told', async () => {
    const receiver = new Receiver()
    const talk = await Talk.open()
    await talk.hear('When?')
    const draft = await talk.newDraft('At nine.')
    const approval = { draft: draft.id, revision: draft.revision, key: newId('req'), member: BOB }
    const message = valueOf(await talk.stub.approveDraft(...talk.at, approval))
    expect(message).toMatchObject({ direction: 'out', author: { key: BOB, self: true } })
    expect(message.delivery).toMatchObject({ approvedBy: 'person', agent: null })
    await talk.evict()
    await talk.pass(10_000)
    expect(receiver.texts()).toEqual(['At nine.'])
    expect((await talk.message(message.id)).author.key).toBe(BOB)
    expect(await outgoing(talk)).toMatchObject([{ approval: { by: 'person', id: BOB } }])
  })

  it('what is changed at a platform is asked for in the member’s name', async () => {
    const receiver = new Receiver()
    const talk = await Talk.open()
    await talk.hear('When?')
    const message = await talk.say('At nine.')
    await talk.pass(10_000)
    expect(receiver.texts()).toEqual(['At nine.'])
    const [hers] = await talk.messages()
    if (hers === undefined) throw new Error('no message')
    const { stub, at } = talk
    valueOf(await stub.react(...at, { message: hers.id, reactions: ['👍'], member: BOB }))
    valueOf(await stub.editMessage(...at, { message: message.id, text: 'At ten.', member: ADA }))
    valueOf(await stub.deleteMessage(...at, { message: message.id, member: BOB }))
    await talk.pass(1_000)
    const asked = (await outgoing(talk)).slice(1)
    expect(asked).toMatchObject([
      { act: { type: 'react' }, approval: { id: BOB } },
      { act: { type: 'edit' }, approval: { id: ADA } },
      { act: { type: 'delete' }, approval: { id: BOB } },
    ])
  })
})
