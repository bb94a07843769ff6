import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { getStub } from '@switchboard/shared-types/door'
import { ANA, said } from '../testing/events.ts'
import { codeOf, Talk, THREAD, valueOf } from '../testing/talk.ts'

const BOT_TOKEN = `1:${'x'.repeat(35)}`
const CHAT = { ...THREAD, key: '77' }
const ME = { key: '1', name: 'Bot', handle: 'a_bot', self: true, bot: true }

/** Telegram as far as it is asked here: each method answers, or refuses, as a test says. */
class Telegram {
  readonly asked: string[] = []
  refuses: string | null = null

  constructor() {
    vi.mocked(fetch).mockImplementation(async (input) => {
      const method = new URL(new Request(input).url).pathname.split('/').at(-1) ?? ''
      this.asked.push(method)
      if (method === 'getMe') return Response.json({ ok: true, result: { id: 1, username: 'a_bot' } })
      if (this.refuses === null) return Response.json({ ok: true, result: true })
      return Response.json({ ok: false, error_code: 400, description: this.refuses }, { status: 400 })
    })
  }
}

/** A chat of a bot: Ana's message, and one of the bot's own. */
async function open() {
  const telegram = new Telegram()
  const talk = await Talk.open(null)
  const input = { kind: 'telegram', name: 'Bot', botToken: BOT_TOKEN, intake: 'hook' } as const
  const { channel, trace, owner } = talk
  const connect = { ...input, baseUrl: 'https://api.telegram.org' }
  valueOf(await getStub(env.CHANNEL, channel).connectAccount(channel, trace, owner, connect))
  await talk.bring(said(1, { thread: CHAT, key: '5', author: ANA }))
  await talk.bring(said(2, { thread: CHAT, key: '6', author: ME }))
  const [hers, mine] = await talk.messages()
  if (hers === undefined || mine === undefined) throw new Error('there are two messages')
  return { telegram, talk, hers, mine }
}

/** Lets the channel do what it was asked to and report back. */
async function until(talk: Talk, { id }: Message, holds: (message: Message) => boolean): Promise<Message> {
  return await vi.waitFor(
    async () => {
      await talk.pass(2_000)
      await runDurableObjectAlarm(getStub(env.CHANNEL, talk.channel))
      const message = await talk.message(id)
      if (!holds(message)) throw new Error(`it is ${JSON.stringify(message.act)}`)
      return message
    },
    { timeout: 20_000, interval: 20 },
  )
}

describe('what a person does to a message', () => {
  it('is wanted until the platform has done it, and then it is so', async () => {
    const { telegram, talk, hers, mine } = await open()
    const wanted = valueOf(await talk.stub.editMessage(...talk.at, { message: mine.id, text: 'Better' }))
    expect(wanted).toMatchObject({ text: 'Message 2', act: { type: 'edit', state: 'pending', reason: null } })
    expect(await until(talk, mine, ({ act }) => act === null)).toMatchObject({ text: 'Better' })
    valueOf(await talk.stub.react(...talk.at, { message: hers.id, reactions: ['👍'] }))
    const liked = await until(talk, hers, ({ act }) => act === null)
    expect(liked.reactions).toEqual([{ emoji: '👍', by: ['You'], mine: true }])
    valueOf(await talk.stub.deleteMessage(...talk.at, { message: mine.id }))
    const gone = await until(talk, mine, ({ act }) => act === null)
    expect(gone.text).toBe('')
    expect(gone.deletedAt).not.toBeNull()
    const acts = ['editMessageText', 'setMessageReaction', 'deleteMessage']
    expect(telegram.asked.filter((method) => acts.includes(method))).toEqual(acts)
  })

  it('that the platform refuses leaves the message as it is, and says why', async () => {
    const { telegram, talk, mine } = await open()
    telegram.refuses = "Bad Request: message can't be edited"
    valueOf(await talk.stub.editMessage(...talk.at, { message: mine.id, text: 'Better' }))
    const refused = await until(talk, mine, ({ act }) => act?.state === 'failed')
    expect(refused.text).toBe('Message 2')
    expect(refused.act?.reason).toMatch(/edited/)
  })

  it('is refused for what others said, where the channel is gone, and for what is not here', async () => {
    const { talk, hers, mine } = await open()
    const edit = (message: Message['id'], at = talk) => at.stub.editMessage(...at.at, { message, text: 'x' })
    expect(codeOf(await edit(hers.id))).toBe('channel.unsupported')
    expect(codeOf(await edit(`msg_${'0'.repeat(26)}`))).toBe('message.not_found')
    valueOf(await talk.stub.deleteMessage(...talk.at, { message: mine.id }))
    await until(talk, mine, ({ deletedAt }) => deletedAt !== null)
    expect(codeOf(await edit(mine.id))).toBe('message.not_found')
    const gone = await Talk.open(null)
    await gone.bring(said(1, { author: ME }))
    const [sent] = await gone.messages()
    expect(codeOf(await edit(sent?.id ?? mine.id, gone))).toBe('channel.unsupported')
  })

  it('to a note is done at once, and nobody is asked', async () => {
    const { telegram, talk } = await open()
    const asked = telegram.asked.length
    const note = valueOf(await talk.stub.note(...talk.at, { text: 'Mine' }))
    expect(note).toMatchObject({ direction: 'note', author: { self: true }, channelId: null })
    const changed = valueOf(await talk.stub.editMessage(...talk.at, { message: note.id, text: 'Ours' }))
    expect(changed).toMatchObject({ text: 'Ours', act: null })
    expect(codeOf(await talk.stub.react(...talk.at, { message: note.id, reactions: ['x'] }))).toBe(
      'channel.unsupported',
    )
    valueOf(await talk.stub.deleteMessage(...talk.at, { message: note.id }))
    expect((await talk.messages()).map(({ id }) => id)).not.toContain(note.id)
    expect(telegram.asked).toHaveLength(asked)
  })
})
