import { describe, expect, it } from 'vitest'
import { arrivedAt, minute, newTalk, snapshotOf, summaryIn, tell, triage } from '../testing/conversations.ts'
import { evict, inboxStub, newInboxId, trace } from '../testing/house.ts'
import { draft, draftsAsked, NOW, sentOn, setRules, target } from '../testing/rules.ts'

describe('rules about messages', () => {
  it('sort a conversation when a message comes in that they are about, and count it', async () => {
    const [id, talk, other] = [newInboxId(), newTalk(), newTalk()]
    await setRules(
      id,
      draft({
        actions: [
          { type: 'label', label: 'money' },
          { type: 'priority', priority: 'urgent' },
          { type: 'archive' },
          { type: 'mute' },
        ],
      }),
    )
    await tell(id, snapshotOf(talk, 1, { arrived: [arrivedAt(talk, 1, { text: 'The Invoice.' })] }))
    await tell(id, snapshotOf(other, 1, { arrived: [arrivedAt(other, 1)] }))
    expect(await summaryIn(id, talk)).toMatchObject({
      labels: ['money'],
      priority: 'urgent',
      archived: true,
      muted: true,
    })
    expect(await summaryIn(id, other)).toMatchObject({ labels: [], archived: false })
    expect(await inboxStub(id).rules(id, trace)).toMatchObject([{ matched: 1 }])
  })

  it('are asked about a message once, though its snapshot comes again, late, or after an eviction', async () => {
    const [id, talk] = [newInboxId(), newTalk()]
    await setRules(id, draft({ actions: [{ type: 'label', label: 'money' }] }))
    const message = arrivedAt(talk, 1, { text: 'invoice' })
    const first = snapshotOf(talk, 1, { arrived: [message] })
    await tell(id, snapshotOf(talk, 2))
    await tell(id, first)
    await triage(id, [talk], { removeLabels: ['money'] })
    await evict(id)
    await tell(id, first)
    await tell(id, snapshotOf(talk, 3, { arrived: [message] }))
    expect(await summaryIn(id, talk)).toMatchObject({ labels: [] })
    expect(await inboxStub(id).rules(id, trace)).toMatchObject([{ matched: 1 }])
  })

  it('that ask for a category wait for the analysis, then look at what came in before it, once', async () => {
    const [id, talk] = [newInboxId(), newTalk()]
    await setRules(
      id,
      draft({
        when: { categories: ['finance'], words: ['pay'] },
        actions: [{ type: 'label', label: 'due' }],
      }),
    )
    const understood = { category: 'finance' as const }
    await tell(
      id,
      snapshotOf(talk, 1, { arrived: [arrivedAt(talk, 1, { text: 'pay' })], summary: understood }),
    )
    expect(await summaryIn(id, talk)).toMatchObject({ labels: [] })
    await evict(id)
    await tell(id, snapshotOf(talk, 2, { analysed: true, summary: understood }))
    await tell(id, snapshotOf(talk, 3, { analysed: true, summary: understood }))
    expect(await summaryIn(id, talk)).toMatchObject({ labels: ['due'] })
    expect(await inboxStub(id).rules(id, trace)).toMatchObject([{ matched: 1 }])
  })

  it('tell the person of a message once, however many of them match, and not where it is muted', async () => {
    const [id, talk, muted] = [newInboxId(), newTalk(), newTalk()]
    await setRules(id, draft({ actions: [{ type: 'notify' }] }), draft({ actions: [{ type: 'notify' }] }))
    await tell(id, snapshotOf(muted, 1))
    await triage(id, [muted], { muted: true })
    for (const one of [talk, muted]) {
      const arrived = [arrivedAt(one, 1, { text: 'My invoice', ...NOW() })]
      await tell(id, snapshotOf(one, 2, { arrived }))
    }
    expect(await inboxStub(id).notifications(id, trace)).toMatchObject([
      { kind: 'message', title: 'Ada Lovelace: Ada Lovelace', text: 'My invoice', about: talk.id },
    ])
  })

  it('sort what is history, but tell nobody of it and send nothing', async () => {
    const id = newInboxId()
    const [talk, to] = [newTalk(), await target(id)]
    await setRules(
      id,
      draft({
        actions: [
          { type: 'label', label: 'money' },
          { type: 'notify' },
          { type: 'draft' },
          { type: 'forward', to: to.id },
        ],
      }),
    )
    await tell(id, snapshotOf(talk, 1, { arrived: [arrivedAt(talk, 1, { text: 'invoice', at: minute(1) })] }))
    expect(await summaryIn(id, talk)).toMatchObject({ labels: ['money'] })
    expect(await inboxStub(id).notifications(id, trace)).toEqual([])
    expect(await draftsAsked(id)).toEqual([])
    expect(await sentOn(id)).toEqual([])
  })

  it('have one answer drafted for messages that come together, and none for a machine', async () => {
    const [id, talk, machine] = [newInboxId(), newTalk(), newTalk()]
    const [rule] = await setRules(
      id,
      draft({ actions: [{ type: 'draft', wish: 'Thank them.', useTone: true }] }),
    )
    const [one, two] = [1, 2].map((n) => arrivedAt(talk, n, { text: 'invoice', ...NOW() }))
    if (one === undefined || two === undefined) throw new Error('no messages')
    const last = { ...two, at: new Date(Date.now() + 1).toISOString() }
    await tell(id, snapshotOf(talk, 1, { arrived: [last, one] }))
    for (const nature of ['auto', 'bulk', 'bounce'] as const) {
      const arrived = [arrivedAt(machine, 1, { text: 'invoice', nature, ...NOW() })]
      await tell(id, snapshotOf(machine, 1, { arrived }))
    }
    expect(await draftsAsked(id)).toEqual([
      { to: talk.id, key: `${rule?.id}:${last.id}`, wish: 'Thank them.', useTone: true },
    ])
  })
})

describe('the list of rules', () => {
  it('is taken whole and in order; a rule that stays keeps its counts', async () => {
    const [id, talk] = [newInboxId(), newTalk()]
    const [first, second] = await setRules(
      id,
      draft({ name: 'first', actions: [{ type: 'label', label: '1' }] }),
      draft({ name: 'second', actions: [{ type: 'label', label: '2' }] }),
    )
    if (first === undefined || second === undefined) throw new Error('no rules')
    await tell(id, snapshotOf(talk, 1, { arrived: [arrivedAt(talk, 1, { text: 'invoice' })] }))
    const { matched: _, lastMatchedAt: __, ...kept } = second
    const set = await inboxStub(id).setRules(id, trace, {
      rules: [{ ...kept, name: 'renamed' }, draft({ name: 'new', actions: [{ type: 'notify' }] })],
    })
    expect(set).toMatchObject({ value: [{ id: second.id, name: 'renamed', matched: 1 }, { matched: 0 }] })
    await evict(id)
    expect((await inboxStub(id).rules(id, trace)).map(({ name }) => name)).toEqual(['renamed', 'new'])
    const gone = await inboxStub(id).setRules(id, trace, {
      rules: [{ ...draft({ actions: [{ type: 'notify' }] }), id: first.id }],
    })
    expect(gone).toMatchObject({ error: { code: 'rule.not_found' } })
    const twice = await inboxStub(id).setRules(id, trace, { rules: [kept, kept] })
    expect(twice).toMatchObject({ error: { code: 'rule.not_found' } })
  })
})

describe('trying a rule', () => {
  it('says what it would have done to the newest messages, and changes nothing', async () => {
    const [id, talk, other] = [newInboxId(), newTalk(), newTalk()]
    await tell(
      id,
      snapshotOf(talk, 1, {
        arrived: [arrivedAt(talk, 1, { text: 'The invoice.' }), arrivedAt(talk, 2)],
        summary: { category: 'finance', title: 'Shop' },
      }),
    )
    await tell(id, snapshotOf(other, 1, { arrived: [arrivedAt(other, 3, { text: 'another invoice' })] }))
    const rule = draft({ actions: [{ type: 'archive' }, { type: 'label', label: 'money' }] })
    const run = await inboxStub(id).tryRule(id, trace, rule)
    expect(run).toMatchObject({
      looked: 3,
      matches: [
        { conversationId: other.id, snippet: 'another invoice' },
        { conversationId: talk.id, title: 'Shop', author: 'Ada Lovelace', snippet: 'The invoice.' },
      ],
    })
    expect(run.matches[0]).toMatchObject({
      because: ['says “invoice”'],
      does: ['archives the conversation', 'adds the label “money”'],
    })
    expect(await summaryIn(id, talk)).toMatchObject({ labels: [], archived: false })
    const late = await inboxStub(id).tryRule(id, trace, { ...rule, when: { categories: ['finance'] } })
    expect(late.matches).toHaveLength(2)
  })
})
