import { describe, expect, it, vi } from 'vitest'
import { ConnectSlack } from '@switchboard/shared-types/api/channels/connect-channel'
import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import { codeOf, House, valueOf, WAIT } from '../../testing/house.ts'
import { playPlatform } from '../../testing/play-platform.ts'
import { inThread } from './testing/account.ts'
import { FakeSlack } from './testing/fake-slack.ts'
import { CLIENT } from './testing/oauth.ts'
import { BOT, BOT_TOKEN, SIGNING_SECRET } from './testing/workspace.ts'

/** A workspace, and a channel that is connected to it. */
async function open(prepare: (slack: FakeSlack) => void = () => {}) {
  const slack = new FakeSlack(Date.now)
  prepare(slack)
  playPlatform(slack)
  const house = new House()
  const { baseUrl } = slack
  const input = { kind: 'slack', signingSecret: SIGNING_SECRET, access: { botToken: BOT_TOKEN }, baseUrl }
  await house.connect(ConnectSlack.parse(input))
  const hook = async (request: HookRequest) =>
    codeOf(await house.stub.hook(house.id, house.trace, 'slack', request))
  return { slack, house, hook }
}

describe('a channel of Slack', () => {
  it('takes a message once, whether it comes twice, at the same time, as a mention, after eviction or by the history', async () => {
    const { slack, house, hook } = await open()
    const written = slack.write('C1', { text: `<@${BOT.user}> anyone?` })
    const thread = `C1:${written.ts}`
    const event = await slack.messageEvent('C1', written)
    const mention = await slack.event({ ...written, type: 'app_mention', channel: 'C1' })
    const retried = { ...event, headers: { ...event.headers, 'x-slack-retry-num': '1' } }
    const answers = await Promise.all([event, event, mention, retried].map(hook))
    expect(answers).toEqual(['ok', 'ok', 'ok', 'ok'])
    await house.evict()
    expect(await hook(retried)).toBe('ok')
    await vi.waitFor(
      () => expect(slack.calls.map(({ method }) => method)).toContain('conversations.history'),
      WAIT,
    )
    await house.settled()
    await vi.waitFor(async () => expect(await house.messages(thread)).toHaveLength(1), WAIT)
    expect(await house.unreadable()).toEqual([])
  })

  it('has what was said before it was connected', async () => {
    const { house } = await open((slack) => slack.write('D1', { text: 'before' }))
    await vi.waitFor(async () => expect(await house.texts('D1')).toEqual(['before']), WAIT)
    const [message] = await house.messages('D1')
    expect(message?.author).toMatchObject({ name: 'Ada' })
  })

  it('shows a reaction on the answer inside a thread that it is about, also after Slack was asked in vain, and takes it away again', async () => {
    const { slack, house, hook } = await open()
    const root = slack.write('C1', { text: 'root' })
    const answer = slack.write('C1', { text: 'answer', thread_ts: root.ts })
    const thread = `C1:${root.ts}`
    for (const message of [root, answer])
      expect(await hook(await slack.messageEvent('C1', message))).toBe('ok')
    const item = { type: 'message', channel: 'C1', ts: answer.ts }
    const change = async (how: string, at: string) =>
      await slack.event({ type: `reaction_${how}`, user: 'U1', reaction: '+1', item, event_ts: at })
    const added = await change('added', '1790000001.000100')
    slack.next('chat.getPermalink', 'lost')
    expect(await hook(added)).toBe('actor.unavailable')
    expect(await hook(added)).toBe('ok')
    const shown = async () => (await house.messages(thread)).find(({ text }) => text === 'answer')?.reactions
    await vi.waitFor(async () => expect(await shown()).toMatchObject([{ emoji: '👍' }]), WAIT)
    expect(await hook(await change('removed', '1790000002.000100'))).toBe('ok')
    await vi.waitFor(async () => expect(await shown()).toEqual([]), WAIT)
    expect(await house.unreadable()).toEqual([])
  })

  it('refuses what is not signed, and keeps nothing of it', async () => {
    const { slack, house, hook } = await open()
    const event = await slack.messageEvent('C1', {
      type: 'message',
      user: 'U1',
      text: 'x',
      ts: '1790000000.000100',
    })
    expect(await hook({ ...event, headers: {} })).toBe('hook.unsigned')
    expect(await house.rows('SELECT * FROM seen')).toEqual([])
  })

  it('sends an answer into its thread, after Slack has asked for patience', async () => {
    const { slack, house } = await open()
    const { ts } = slack.write('C1', { text: 'anyone?' })
    slack.next('chat.postMessage', { status: 429, body: { ok: false, error: 'ratelimited' }, retryAfter: 1 })
    const thread = inThread(`C1:${ts}`)
    const act = { type: 'send', thread, text: 'me', replyTo: null } as const
    const sent = await house.send('me', { thread: thread.key, act })
    await house.reaches(sent, 'sent')
    const own = slack.channels.get('C1')?.messages.filter(({ bot_id: bot }) => bot === BOT.bot)
    expect(own).toMatchObject([{ text: 'me', thread_ts: ts }])
    expect(slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(2)
  })

  it('leaves an answer unknown whose confirmation was lost, and never sends it again', async () => {
    const { slack, house } = await open()
    slack.next('chat.postMessage', 'taken')
    const act = { type: 'send', thread: inThread('D1'), text: 'perhaps', replyTo: null } as const
    const sent = await house.send('perhaps', { thread: 'D1', act })
    await house.reaches(sent, 'unknown')
    await house.evict()
    expect(await house.stateOf(sent)).toBe('unknown')
    expect(slack.channels.get('D1')?.messages.map(({ text }) => text)).toEqual(['perhaps'])
  })

  it('says that it needs new credentials once Slack refuses the token', async () => {
    const { slack, house } = await open()
    slack.tokens.clear()
    const act = { type: 'send', thread: inThread('D1'), text: 'x', replyTo: null } as const
    await house.send('x', { thread: 'D1', act })
    await vi.waitFor(async () => expect((await house.channel()).state).toBe('unauthorised'), WAIT)
  })

  it('is connected by OAuth, sends with the token that it was given, and gives it back in the end', async () => {
    const { slack, house } = await open()
    const access = { clientId: CLIENT.clientId, clientSecret: CLIENT.clientSecret }
    const input = { kind: 'slack', signingSecret: SIGNING_SECRET, access, baseUrl: slack.baseUrl }
    const begun = await house.connect(ConnectSlack.parse(input))
    expect(begun.channel.state).toBe('authorising')
    const answer = slack.oauth.allow(begun.authoriseUrl ?? '')
    const { stub, id, trace, owner } = house
    const forged = await stub.authorise(id, trace, owner, { ...answer, state: 'forged' })
    expect(codeOf(forged)).toBe('channel.bad_credentials')
    const again = slack.oauth.allow((await house.connect(ConnectSlack.parse(input))).authoriseUrl ?? '')
    expect(valueOf(await stub.authorise(id, trace, owner, again)).account).toBe('@switchboard (Acme)')
    const act = { type: 'send', thread: inThread('D1'), text: 'hello', replyTo: null } as const
    await house.reaches(await house.send('hello', { thread: 'D1', act }), 'sent')
    await stub.disconnect(id, trace, owner)
    await vi.waitFor(() => expect([...slack.tokens]).toEqual([BOT_TOKEN]), WAIT)
  })
})
