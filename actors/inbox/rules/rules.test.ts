import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { RuleDraft } from '@switchboard/shared-types/api/rules'
import { newId } from '@switchboard/shared-types/ids'
import type { ChannelId, ConversationId, InboxId } from '@switchboard/shared-types/ids'
import {
  arrivedAt,
  channelOf,
  minute,
  newTalk,
  snapshotOf,
  summaryIn,
  tell,
  tellChannel,
  triage,
} from '../testing/conversations.ts'
import type { Talk } from '../testing/conversations.ts'
import { evict, inboxStub, newInboxId, trace } from '../testing/house.ts'

const NOW = (): { at: string } => ({ at: new Date().toISOString() })

function draft(given: Partial<RuleDraft> & Pick<RuleDraft, 'actions'>): RuleDraft {
  return { name: 'A rule', enabled: true, when: { words: ['invoice'] }, stop: false, ...given }
}

async function setRules(id: InboxId, ...rules: RuleDraft[]) {
  const answer = await inboxStub(id).setRules(id, trace, { rules })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

const Sent = z.object({ key: z.string(), text: z.string().optional() }).loose()

/** What the inbox has for conversations, by kind. Those that no conversation took stay there. */
async function outbox(id: InboxId, kind: string) {
  const query = 'SELECT target, body FROM outbox WHERE kind = ? ORDER BY seq'
  const rows = await runInDurableObject(inboxStub(id), (_, { storage }) =>
    storage.sql.exec<{ target: string; body: string }>(query, kind).toArray(),
  )
  return rows.map((row) => Object.assign(Sent.parse(JSON.parse(row.body)), { to: row.target }))
}

/** A conversation over a channel of this inbox that rules may send to, unless they may not. */
async function target(id: InboxId, { permitted = true } = {}): Promise<Talk> {
  const channel = await tellChannel(id, channelOf())
  const talk = newTalk(channel.id)
  await tell(id, snapshotOf(talk, 1, { summary: { title: 'Target' } }))
  if (permitted) await inboxStub(id).grantPermission(id, trace, channel.id)
  return talk
}

const forwardTo = (to: ConversationId): RuleDraft => draft({ actions: [{ type: 'forward', to }] })

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
    expect(await outbox(id, 'conversation.draft')).toEqual([])
    expect(await outbox(id, 'conversation.send')).toEqual([])
  })

  it('have one answer drafted for messages that come together, and none for a machine', async () => {
    const [id, talk, machine] = [newInboxId(), newTalk(), newTalk()]
    const [rule] = await setRules(id, draft({ actions: [{ type: 'draft', wish: 'Thank them.' }] }))
    const [one, two] = [1, 2].map((n) => arrivedAt(talk, n, { text: 'invoice', ...NOW() }))
    if (one === undefined || two === undefined) throw new Error('no messages')
    const last = { ...two, at: new Date(Date.now() + 1).toISOString() }
    await tell(id, snapshotOf(talk, 1, { arrived: [last, one] }))
    for (const nature of ['auto', 'bulk', 'bounce'] as const) {
      const arrived = [arrivedAt(machine, 1, { text: 'invoice', nature, ...NOW() })]
      await tell(id, snapshotOf(machine, 1, { arrived }))
    }
    expect(await outbox(id, 'conversation.draft')).toEqual([
      { to: talk.id, key: `${rule?.id}:${last.id}`, wish: 'Thank them.' },
    ])
  })
})

describe('a rule that sends messages on', () => {
  it('does so under the permission of the channel, once, and it is written down', async () => {
    const id = newInboxId()
    const [talk, to] = [newTalk(), await target(id)]
    const [rule] = await setRules(id, forwardTo(to.id))
    const message = arrivedAt(talk, 1, { text: 'The invoice.', nature: 'bulk', ...NOW() })
    const snapshot = snapshotOf(talk, 1, { arrived: [message] })
    for (const same of [snapshot, snapshot]) await tell(id, same)
    await tell(id, { ...snapshot, version: 2 })
    const { permissions, uses } = await inboxStub(id).permissions(id, trace)
    const text = 'Ada Lovelace in “Ada Lovelace”:\n\nThe invoice.'
    expect(await outbox(id, 'conversation.send')).toEqual([
      { to: to.id, key: `${rule?.id}:${message.id}`, text, permission: permissions[0]?.id },
    ])
    expect(permissions).toMatchObject([{ channelId: to.channel, used: 1 }])
    expect(uses).toMatchObject([
      {
        channelId: to.channel,
        conversationId: to.id,
        rule: 'A rule',
        text,
        permissionId: permissions[0]?.id,
      },
    ])
  })

  it('can not be made without the permission, nor for a conversation of somebody else', async () => {
    const [id, other] = [newInboxId(), newInboxId()]
    const [mine, theirs] = [await target(id, { permitted: false }), await target(other)]
    const set = (to: ConversationId) => inboxStub(id).setRules(id, trace, { rules: [forwardTo(to)] })
    expect(await set(mine.id)).toMatchObject({ error: { code: 'rule.no_permission' } })
    expect(await set(theirs.id)).toMatchObject({ error: { code: 'conversation.not_found' } })
    expect(await inboxStub(id).rules(id, trace)).toEqual([])
  })

  it('sends nothing once the permission was taken back, and the person is told so once', async () => {
    const id = newInboxId()
    const [talk, to] = [newTalk(), await target(id)]
    await setRules(id, forwardTo(to.id))
    const { permissions } = await inboxStub(id).permissions(id, trace)
    const [permission] = permissions
    if (permission === undefined) throw new Error('no permission')
    await inboxStub(id).revokePermission(id, trace, permission.id)
    for (const n of [1, 2]) {
      const arrived = [arrivedAt(talk, n, { text: 'invoice', ...NOW() })]
      await tell(id, snapshotOf(talk, n, { arrived }))
    }
    expect(await outbox(id, 'conversation.send')).toEqual([])
    expect(await inboxStub(id).notifications(id, trace)).toMatchObject([
      { title: 'The rule “A rule” can not send messages on' },
    ])
    const again = await inboxStub(id).revokePermission(id, trace, permission.id)
    expect(again).toMatchObject({ error: { code: 'permission.not_found' } })
  })

  it('never goes round in circles between accounts of one person', async () => {
    const id = newInboxId()
    const [talk, to] = [newTalk(), await target(id)]
    await setRules(id, forwardTo(to.id))
    await tell(id, snapshotOf(talk, 1, { arrived: [arrivedAt(talk, 1, { text: 'invoice', ...NOW() })] }))
    const [sent] = await outbox(id, 'conversation.send')
    // Another account sits in the target's group and hears what was sent there.
    const hears = newTalk()
    const arrived = [arrivedAt(hears, 1, { text: sent?.text ?? '', ...NOW() })]
    await tell(id, snapshotOf(hears, 1, { arrived }))
    // A message in the target itself is not sent to where it is.
    const own = [arrivedAt(to, 2, { text: 'my own invoice', ...NOW() })]
    await tell(id, snapshotOf(to, 2, { arrived: own }))
    expect(await outbox(id, 'conversation.send')).toHaveLength(1)
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

describe('standing permissions', () => {
  it('are granted once for each channel of the inbox, and for no other', async () => {
    const id = newInboxId()
    const { id: channel } = await tellChannel(id, channelOf())
    const grant = (of: ChannelId) => inboxStub(id).grantPermission(id, trace, of)
    const [one, two] = [await grant(channel), await grant(channel)]
    expect(one).toEqual(two)
    expect(await grant(newId('chn'))).toMatchObject({ error: { code: 'channel.not_found' } })
    expect((await inboxStub(id).permissions(id, trace)).permissions).toHaveLength(1)
  })

  it('keep the newest five hundred uses', async () => {
    const id = newInboxId()
    const [talk, to] = [newTalk(), await target(id)]
    await setRules(id, forwardTo(to.id))
    for (let batch = 0; batch < 6; batch++) {
      const arrived = Array.from({ length: 100 }, (_, n) =>
        arrivedAt(talk, n, { text: `invoice ${batch} ${n} ${'x'.repeat(n)}.`, ...NOW() }),
      )
      await tell(id, snapshotOf(talk, batch + 1, { arrived }))
    }
    const { permissions, uses } = await inboxStub(id).permissions(id, trace)
    expect([permissions[0]?.used, uses.length]).toEqual([600, 500])
  })
})
