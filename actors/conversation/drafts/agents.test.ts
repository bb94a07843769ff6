import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Agent } from '@switchboard/shared-types/api/agent'
import { getStub } from '@switchboard/shared-types/door'
import { conversationIdOf, newId } from '@switchboard/shared-types/ids'
import { everything, settle } from '../testing/events.ts'
import { Receiver } from '../testing/receiver.ts'
import { codeOf, Talk, THREAD, valueOf } from '../testing/talk.ts'

afterEach(() => vi.useRealTimers())

const HELPER: Agent = { id: newId('tok'), name: 'Claude on my laptop' }
const OTHER: Agent = { id: newId('tok'), name: 'Another' }

async function asked(): Promise<{ talk: Talk; receiver: Receiver }> {
  const receiver = new Receiver()
  const talk = await Talk.open()
  await talk.hear('When does it leave?')
  return { talk, receiver }
}

function draftBy(talk: Talk, agent: Agent, text = 'At nine.') {
  return talk.stub.newDraft(...talk.at, { text, attachments: [], agent })
}

describe('what an agent drafts', () => {
  it('bears its name, and keeps it when the person changes the words', async () => {
    const { talk } = await asked()
    const draft = valueOf(await draftBy(talk, HELPER))
    expect(draft).toMatchObject({ origin: 'agent', agent: HELPER, model: null })
    const edit = { draft: draft.id, revision: 1, text: 'At ten.' }
    const edited = valueOf(await talk.stub.editDraft(...talk.at, edit))
    expect(edited).toMatchObject({ origin: 'agent', agent: HELPER, text: 'At ten.' })
    await talk.evict()
    expect(await talk.drafts()).toEqual([edited])
  })

  it('is changed by that agent, and by no other', async () => {
    const { talk } = await asked()
    const draft = valueOf(await draftBy(talk, HELPER))
    const edit = { draft: draft.id, revision: 1, text: 'At ten.' }
    expect(codeOf(await talk.stub.editDraft(...talk.at, { ...edit, agent: OTHER }))).toBe('draft.not_found')
    expect(codeOf(await talk.stub.editDraft(...talk.at, { ...edit, agent: HELPER }))).toBe('ok')
    const persons = await talk.newDraft('Mine')
    const theirs = { draft: persons.id, revision: 1, text: 'Not mine', agent: HELPER }
    expect(codeOf(await talk.stub.editDraft(...talk.at, theirs))).toBe('draft.not_found')
    expect((await talk.drafts()).map(({ text }) => text).toSorted()).toEqual(['At ten.', 'Mine'])
  })

  it('is the person’s to send, and counts as approved by them', async () => {
    const { talk, receiver } = await asked()
    const message = valueOf(await talk.tryApprove(valueOf(await draftBy(talk, HELPER))))
    await talk.pass(10_000)
    expect(receiver.texts()).toEqual(['At nine.'])
    expect((await talk.message(message.id)).delivery).toMatchObject({ approvedBy: 'person', agent: null })
  })
})

describe('what an agent approves', () => {
  it('leaves after the undo window, and says for good which agent let it', async () => {
    const { talk, receiver } = await asked()
    const draft = await talk.newDraft('At nine.')
    const approval = { draft: draft.id, revision: 1, key: 'agent key', agent: HELPER }
    const sent = await Promise.all([1, 2].map(() => talk.stub.approveDraft(...talk.at, approval)))
    expect(new Set(sent.map((each) => valueOf(each).id)).size).toBe(1)
    expect(receiver.requests).toEqual([])
    await talk.pass(10_000)
    expect(receiver.texts()).toEqual(['At nine.'])
    await talk.evict()
    const [, said] = await talk.messages()
    expect(said?.delivery).toMatchObject({ state: 'sent', approvedBy: 'agent', agent: HELPER })
    const rows = await talk.rows('SELECT approved_by, approval_id, approval_name FROM deliveries')
    expect(rows).toEqual([{ approved_by: 'agent', approval_id: HELPER.id, approval_name: HELPER.name }])
  })

  it('is taken back by the person within that time, and the same approval does not send it after all', async () => {
    const { talk, receiver } = await asked()
    const draft = valueOf(await draftBy(talk, HELPER))
    const approval = { draft: draft.id, revision: 1, key: 'agent key', agent: HELPER }
    const { id } = valueOf(await talk.stub.approveDraft(...talk.at, approval))
    const again = valueOf(await talk.stub.undoApproval(...talk.at, id))
    expect(again).toMatchObject({ id: draft.id, revision: 2, agent: HELPER })
    expect(codeOf(await talk.stub.approveDraft(...talk.at, approval))).toBe('draft.changed')
    await talk.pass(20_000)
    expect(receiver.texts()).toEqual([])
  })

  it('keeps its approver when its conversation goes into another one', async () => {
    const { talk } = await asked()
    const other = await conversationIdOf(talk.channel, 't2')
    const into = getStub(env.CONVERSATION, other)
    const event = { type: 'message', eventId: 'e2', thread: { ...THREAD, key: 't2' }, key: 'k2' } as const
    const ana = { key: 'ana', name: 'Ana', handle: null, self: false, bot: false }
    const nothing = { html: null, attachments: [], replyTo: null, groupKey: null, about: null }
    const heard = {
      ...event,
      at: new Date().toISOString(),
      author: ana,
      text: 'Hm',
      nature: 'ordinary',
    } as const
    const batch = { owner: talk.owner, channel: talk.channel, channelKind: 'webhook' } as const
    valueOf(await into.receive(other, talk.trace, { ...batch, events: [{ ...heard, ...nothing }] }))
    const draft = await talk.newDraft('At nine.')
    const approval = { draft: draft.id, revision: 1, key: 'agent key', agent: HELPER }
    valueOf(await talk.stub.approveDraft(...talk.at, approval))
    valueOf(await draftBy(talk, HELPER, 'More'))
    valueOf(await into.merge(other, talk.trace, talk.owner, talk.id))
    await settle([talk.id, other])
    const moved = (await everything(talk, other)).find(({ direction }) => direction === 'out')
    expect(moved?.delivery).toMatchObject({ approvedBy: 'agent', agent: HELPER })
    const { drafts } = valueOf(await into.conversation(other, talk.trace, talk.owner))
    expect(drafts).toMatchObject([{ text: 'More', origin: 'agent', agent: HELPER }])
  })
})

describe('a note of an agent', () => {
  it('bears its name, is on the person’s side, and makes it nobody who talks', async () => {
    const { talk } = await asked()
    const note = valueOf(await talk.stub.note(...talk.at, { text: 'Ask Bo first.', agent: HELPER }))
    expect(note).toMatchObject({ direction: 'note', author: { name: HELPER.name, self: true, bot: true } })
    const own = valueOf(await talk.stub.note(...talk.at, { text: 'Mine.' }))
    expect(own.author).toMatchObject({ name: 'You', self: true, bot: false })
    const { title } = valueOf(await talk.stub.conversation(...talk.at))
    expect(title).toBe('Ana')
  })
})
