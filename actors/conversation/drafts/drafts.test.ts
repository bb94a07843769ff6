import { afterEach, describe, expect, it, vi } from 'vitest'
import { newId } from '@switchboard/shared-types/ids'
import { codeOf, Talk, valueOf } from '../testing/talk.ts'

afterEach(() => vi.useRealTimers())

describe('a draft', () => {
  it('is kept over an eviction, for the thread in which somebody wrote last', async () => {
    const talk = await Talk.open()
    await talk.hear('When does it leave?')
    const draft = await talk.newDraft('At nine.')
    expect(draft).toMatchObject({
      revision: 1,
      channelId: talk.channel,
      threadKey: 't1',
      origin: 'person',
      model: null,
    })
    await talk.evict()
    expect(await talk.drafts()).toEqual([draft])
  })

  it('is one for a double click and for a retry after an eviction, as it stands by then', async () => {
    const talk = await Talk.open()
    await talk.hear('When?')
    const given = { key: 'key-of-a-click' }
    const [draft, again] = await Promise.all([1, 2].map(() => talk.newDraft('At nine.', given)))
    expect(again).toEqual(draft)
    const edited = valueOf(
      await talk.stub.editDraft(...talk.at, {
        draft: draft?.id ?? newId('dft'),
        revision: 1,
        text: 'At ten.',
      }),
    )
    await talk.evict()
    expect(await talk.newDraft('At nine.', given)).toEqual(edited)
    expect(await talk.drafts()).toEqual([edited])
    await talk.newDraft('At nine.', { key: 'key-of-another' })
    expect(await talk.drafts()).toHaveLength(2)
  })

  it('that was sent is not made again by a late repetition', async () => {
    const talk = await Talk.open()
    await talk.hear('When?')
    const draft = await talk.newDraft('At nine.', { key: 'key-of-a-click' })
    valueOf(await talk.tryApprove(draft))
    const late = { text: 'At nine.', attachments: [], key: 'key-of-a-click' }
    expect(codeOf(await talk.stub.newDraft(...talk.at, late))).toBe('draft.not_found')
    expect(await talk.drafts()).toEqual([])
  })

  it('is changed only by who has seen it as it stands, and who has not is told how it does', async () => {
    const talk = await Talk.open()
    await talk.hear('When?')
    const draft = await talk.newDraft('At nine.')
    const edit = (revision: number, text: string) =>
      talk.stub.editDraft(...talk.at, { draft: draft.id, revision, text })
    expect(await edit(1, 'At ten.')).toMatchObject({ value: { revision: 2, text: 'At ten.' } })
    expect(await edit(1, 'At eleven.')).toMatchObject({
      error: { code: 'draft.changed', details: { revision: 2, text: 'At ten.' } },
    })
    expect(await edit(2, 'At noon.')).toMatchObject({ value: { revision: 3 } })
    expect((await talk.drafts()).map(({ text }) => text)).toEqual(['At noon.'])
  })

  it('is one of two that are edited at once by two devices, and the other device learns of it', async () => {
    const talk = await Talk.open()
    await talk.hear('When?')
    const draft = await talk.newDraft('At nine.')
    const edits = ['ten', 'eleven', 'noon'].map((text) =>
      talk.stub.editDraft(...talk.at, { draft: draft.id, revision: 1, text }),
    )
    const codes = (await Promise.all(edits)).map(codeOf)
    expect(codes.toSorted()).toEqual(['draft.changed', 'draft.changed', 'ok'])
  })

  it('is gone when it was thrown away', async () => {
    const talk = await Talk.open()
    await talk.hear('When?')
    const { id } = await talk.newDraft('At nine.')
    expect(codeOf(await talk.stub.deleteDraft(...talk.at, id))).toBe('ok')
    expect(codeOf(await talk.stub.deleteDraft(...talk.at, id))).toBe('draft.not_found')
    expect(await talk.drafts()).toEqual([])
  })

  it('is one of at most twenty', async () => {
    const talk = await Talk.open()
    await talk.hear('When?')
    for (let no = 0; no < 20; no++) await talk.newDraft(`Draft ${no}`)
    const more = await talk.stub.newDraft(...talk.at, { text: 'One more', attachments: [] })
    expect(codeOf(more)).toBe('draft.too_many')
  })

  it('needs a thread, and a conversation of the person’s own', async () => {
    const talk = await Talk.open()
    const input = { text: 'Hello', attachments: [] }
    expect(codeOf(await talk.stub.newDraft(...talk.at, input))).toBe('conversation.not_found')
    await talk.hear('When?')
    expect(codeOf(await talk.stub.newDraft(...talk.at, { ...input, threadKey: 't2' }))).toBe(
      'draft.no_thread',
    )
    const draft = await talk.newDraft('At nine.')
    const stranger = `inb_${newId('per').slice(4)}` as const
    const tried = await Promise.all([
      talk.stub.newDraft(talk.id, talk.trace, stranger, input),
      talk.stub.editDraft(talk.id, talk.trace, stranger, { draft: draft.id, revision: 1, text: 'No' }),
      talk.stub.deleteDraft(talk.id, talk.trace, stranger, draft.id),
      talk.stub.writeDraft(talk.id, talk.trace, stranger, { useTone: false }),
      talk.stub.approveDraft(talk.id, talk.trace, stranger, {
        draft: draft.id,
        revision: 1,
        key: 'k'.repeat(9),
      }),
      talk.stub.sendByPermission(talk.id, talk.trace, stranger, {
        key: 'k',
        text: 'No',
        permission: newId('prm'),
      }),
      talk.stub.draftByRule(talk.id, talk.trace, stranger, { key: 'k', wish: null, useTone: false }),
      talk.stub.analyse(talk.id, talk.trace, stranger),
    ])
    expect(new Set(tried.map(codeOf))).toEqual(new Set(['conversation.not_found']))
    expect(await talk.drafts()).toEqual([draft])
  })

  it('answers in the thread of the message that it names', async () => {
    const talk = await Talk.open()
    await talk.hear('First')
    const [first] = await talk.messages()
    const draft = valueOf(
      await talk.stub.newDraft(...talk.at, {
        text: 'Yes',
        attachments: [],
        replyTo: first?.id ?? expect.fail(),
      }),
    )
    expect(draft.replyTo).toBe(first?.id)
  })
})
