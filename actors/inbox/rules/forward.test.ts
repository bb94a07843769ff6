import { describe, expect, it, vi } from 'vitest'
import { newId } from '@switchboard/shared-types/ids'
import type { ChannelId, ConversationId } from '@switchboard/shared-types/ids'
import { arrivedAt, channelOf, newTalk, snapshotOf, tell, tellChannel } from '../testing/conversations.ts'
import { inboxStub, newInboxId, trace } from '../testing/house.ts'
import { forwardTo, NOW, sentOn, setRules, target } from '../testing/rules.ts'

describe('a rule that sends messages on', () => {
  it('does so under the permission of the channel, once, and it is written down', async () => {
    const id = newInboxId()
    const [talk, to] = [newTalk(), await target(id)]
    await setRules(id, forwardTo(to.id))
    const message = arrivedAt(talk, 1, { text: 'The invoice.', nature: 'bulk', ...NOW() })
    const snapshot = snapshotOf(talk, 1, { arrived: [message] })
    for (const same of [snapshot, snapshot]) await tell(id, same)
    await tell(id, { ...snapshot, version: 2 })
    const { permissions, uses } = await inboxStub(id).permissions(id, trace)
    const text = 'Ada Lovelace in “Ada Lovelace”:\n\nThe invoice.'
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

  it('that the conversation would not send is told to the person once', async () => {
    const id = newInboxId()
    const [talk, to] = [newTalk(), await target(id)]
    await setRules(id, forwardTo(to.id))
    await tell(id, snapshotOf(talk, 1, { arrived: [arrivedAt(talk, 1, { text: 'invoice', ...NOW() })] }))
    await vi.waitFor(
      async () => {
        expect(await inboxStub(id).notifications(id, trace)).toMatchObject([
          { title: 'A message was not sent on by its rule', about: to.id },
        ])
      },
      { timeout: 20_000 },
    )
    expect(await inboxStub(id).health(id, trace)).toMatchObject({ deadLetters: 0 })
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
    expect(await sentOn(id)).toEqual([])
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
    const [sent] = await sentOn(id)
    // Another account sits in the target's group and hears what was sent there.
    const hears = newTalk()
    const arrived = [arrivedAt(hears, 1, { text: sent?.text ?? '', ...NOW() })]
    await tell(id, snapshotOf(hears, 1, { arrived }))
    // A message in the target itself is not sent to where it is.
    const own = [arrivedAt(to, 2, { text: 'my own invoice', ...NOW() })]
    await tell(id, snapshotOf(to, 2, { arrived: own }))
    expect(await sentOn(id)).toHaveLength(1)
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
