import { beforeEach, describe, expect, it } from 'vitest'
import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { File, Performed } from '../kind.ts'
import type { SlackAccount } from './identify.ts'
import { slack } from './slack.ts'
import { inThread, SlackHouse } from './testing/account.ts'
import { outgoing } from '../testing/outgoing.ts'
import { BOT } from './testing/workspace.ts'

let house: SlackHouse
let account: SlackAccount

beforeEach(async () => {
  house = new SlackHouse()
  account = await house.connect()
})

async function perform(act: Outgoing['act'], files: readonly File[] = []): Promise<Performed> {
  return await slack.perform(house.world, account, outgoing(act), files)
}

const send = async (thread: string, text: string, files: readonly File[] = []) =>
  await perform({ type: 'send', thread: inThread(thread), text, replyTo: null }, files)

const textsIn = (channel: string) => house.fake.channels.get(channel)?.messages.map(({ text }) => text)

describe('an answer', () => {
  it('goes into its thread, escaped, and comes back with its key and its address', async () => {
    const root = house.fake.write('C1', { text: 'anyone?' })
    const sent = await send(`C1:${root.ts}`, 'me <!channel> & you')
    const written = house.fake.channels.get('C1')?.messages.at(-1)
    expect(written).toMatchObject({
      text: 'me &lt;!channel&gt; &amp; you',
      thread_ts: root.ts,
      bot_id: BOT.bot,
    })
    const address = `https://acme.slack.com/archives/C1/p${written?.ts.replace('.', '')}?thread_ts=${root.ts}&cid=C1`
    expect(sent).toEqual({ outcome: 'sent', reason: null, key: written?.ts, url: address })
  })

  it('to one person goes into the talk itself', async () => {
    expect(await send('D1', 'hello')).toMatchObject({ outcome: 'sent' })
    expect(house.fake.channels.get('D1')?.messages.at(-1)).not.toHaveProperty('thread_ts')
  })

  it('that is refused with ok:false and status 200 has failed, for a reason that a person understands', async () => {
    house.fake.open({ id: 'C2', kind: 'channel', member: false })
    house.fake.open({ id: 'C3', kind: 'channel', archived: true })
    expect(await send('C2:1.1', 'x')).toEqual({
      outcome: 'failed',
      reason: 'The app is not in this channel: invite it there first.',
    })
    expect(await send('C3:1.1', 'x')).toEqual({ outcome: 'failed', reason: 'This channel is archived.' })
    expect(await send('C9:1.1', 'x')).toMatchObject({ outcome: 'failed' })
    expect(await send('C1:1.1', 'x'.repeat(40_001))).toMatchObject({
      outcome: 'failed',
      reason: 'The message is too long for Slack.',
    })
    house.fake.next('chat.postMessage', {
      status: 200,
      body: { ok: false, error: 'missing_scope', needed: 'chat:write' },
    })
    expect(await send('D1', 'x')).toEqual({
      outcome: 'failed',
      reason: 'The app lacks the scope "chat:write".',
    })
    expect(await send('no thread of Slack', 'x')).toMatchObject({ outcome: 'failed' })
  })

  it('after another within a second is told to wait as long as Slack says, and then goes', async () => {
    expect(await send('C1:1.1', 'one')).toMatchObject({ outcome: 'sent' })
    expect(await send('C1:1.1', 'two')).toEqual({
      outcome: 'retry',
      reason: 'Slack asks for patience.',
      afterMs: 1_000,
    })
    house.at += 1_000
    expect(await send('C1:1.1', 'two')).toMatchObject({ outcome: 'sent' })
    expect(textsIn('C1')).toEqual(['one', 'two'])
  })

  it.each(['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired'])(
    'that Slack refuses with %s shows that the channel needs new credentials',
    async (error) => {
      house.fake.next('chat.postMessage', { status: 200, body: { ok: false, error } })
      expect(await send('D1', 'x')).toMatchObject({ outcome: 'unauthorised' })
    },
  )

  it('whose confirmation is lost is unknown, whether or not Slack took it', async () => {
    house.fake.next('chat.postMessage', 'lost', 'taken', { status: 502, body: 'Bad gateway' })
    for (let time = 0; time < 3; time += 1)
      expect(await send('D1', 'x')).toMatchObject({ outcome: 'unknown' })
    expect(textsIn('D1')).toEqual(['x'])
  })

  it.each(['fatal_error', 'internal_error'])(
    'is unknown after %s, for a part of it may have been done',
    async (error) => {
      house.fake.next('chat.postMessage', { status: 200, body: { ok: false, error } })
      expect(await send('D1', 'x')).toMatchObject({ outcome: 'unknown' })
    },
  )

  it('has the pace of its channel, and no other', () => {
    const pacesOf = (thread: string) =>
      slack.paces(outgoing({ type: 'send', thread: inThread(thread), text: '', replyTo: null }))
    expect(pacesOf('C1:1.1')).toEqual([{ key: 'send:C1', burst: 1, everyMs: 1_000 }])
    expect(pacesOf('C1:2.2')).toEqual(pacesOf('C1:1.1'))
    expect(pacesOf('C2:1.1')).not.toEqual(pacesOf('C1:1.1'))
  })
})

describe('an answer with files', () => {
  const file = { name: 'a.png', type: 'image/png', bytes: new Uint8Array([1, 2, 3]) }

  it('is one message with them all, whose key is found', async () => {
    const sent = await send('D1', 'look', [file, { ...file, name: 'b.png' }])
    const [message, ...others] = house.fake.channels.get('D1')?.messages ?? []
    expect(others).toEqual([])
    expect(message).toMatchObject({ text: 'look', files: [{ name: 'a.png' }, { name: 'b.png' }] })
    expect(sent).toMatchObject({ outcome: 'sent', key: message?.ts })
  })

  it('is tried again while nobody can have seen it, and unknown when the sharing is lost', async () => {
    house.fake.next('files.getUploadURLExternal', 'lost')
    expect(await send('D1', 'look', [file])).toMatchObject({ outcome: 'retry' })
    house.fake.next('files.completeUploadExternal', 'taken')
    expect(await send('D1', 'look', [file])).toMatchObject({ outcome: 'unknown' })
    expect(textsIn('D1')).toEqual(['look'])
  })
})

describe('what was sent', () => {
  it('can be changed and deleted, and a deletion of what is gone has succeeded', async () => {
    const { key } = await send('D1', 'helo')
    const thread = inThread('D1')
    expect(await perform({ type: 'edit', thread, key: key ?? '', text: 'hello' })).toMatchObject({
      outcome: 'sent',
    })
    expect(textsIn('D1')).toEqual(['hello'])
    const remove = { type: 'delete', thread, key: key ?? '' } as const
    expect([await perform(remove), await perform(remove)]).toMatchObject([
      { outcome: 'sent' },
      { outcome: 'sent' },
    ])
    expect(textsIn('D1')).toEqual([])
  })

  it('of others cannot be changed, and a lost change is tried again, for it changes nothing twice', async () => {
    const { ts: key } = house.fake.write('D1', { text: 'theirs' })
    const edit = { type: 'edit', thread: inThread('D1'), key, text: 'mine' } as const
    expect(await perform(edit)).toMatchObject({ outcome: 'failed' })
    house.fake.next('chat.update', 'lost')
    expect(await perform(edit)).toMatchObject({ outcome: 'retry' })
  })
})

describe('reactions', () => {
  it('become those that are wanted, one call for each that is missing or too many', async () => {
    const { ts: key } = house.fake.write('D1', { text: 'nice' })
    const react = async (reactions: string[]) =>
      await perform({ type: 'react', thread: inThread('D1'), key, reactions })
    const shown = () =>
      house.fake.channels
        .get('D1')
        ?.messages[0]?.reactions?.filter(({ users }) => users.includes(BOT.user))
        .map(({ name }) => name)
    expect(await react(['👍', ':party_parrot:'])).toMatchObject({ outcome: 'sent' })
    expect(shown()).toEqual(['+1', 'party_parrot'])
    expect(await react(['👍', '❤'])).toMatchObject({ outcome: 'sent' })
    expect(shown()).toEqual(['+1', 'heart'])
    expect(await react([])).toMatchObject({ outcome: 'sent' })
    expect(shown()).toEqual([])
  })

  it('that Slack has no name for are refused before anything is done', async () => {
    const react = { type: 'react', thread: inThread('D1'), key: '1.1', reactions: ['👍', '🪿'] } as const
    expect(await perform(react)).toEqual({ outcome: 'failed', reason: 'Slack knows no reaction "🪿".' })
  })
})
