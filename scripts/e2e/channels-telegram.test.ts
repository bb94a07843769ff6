import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FakeTelegram } from '@switchboard/channel/testing/fake-telegram'
import type { ChannelId, ConversationId, MessageId } from '@switchboard/shared-types/ids'
import { failureOf, join, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { servePlatform, type PlatformServer } from './platform-server.ts'

const ANN = { id: 7, type: 'private', first_name: 'Ann', username: 'ann' } as const

const telegram = new FakeTelegram({ local: true })
let server: PlatformServer
let house: House
let owner: Member

beforeAll(async () => {
  server = await servePlatform(telegram, 'https://api.telegram.org')
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  owner = await join(house.url, 'owner')
})

afterAll(async () => {
  await house.stop()
  await server[Symbol.asyncDispose]()
})

function connect(botToken = telegram.token) {
  const json = { kind: 'telegram', botToken, baseUrl: server.url, name: 'My bot' } as const
  return owner.device.api.channels.$post({ json })
}

async function connected() {
  const made = await connect()
  if (made.status !== 201) throw new Error(await failureOf(made))
  return (await made.json()).channel
}

/** Waits until Telegram was told that everything was taken. */
async function confirmed(): Promise<void> {
  await eventually(
    'Telegram to be told that all was taken',
    async () => telegram.waiting() === 0 || undefined,
  )
}

async function disconnect(id: ChannelId): Promise<void> {
  const { status } = await owner.device.api.channels[':id'].$delete({ param: { id } })
  expect(status).toBe(202)
}

async function conversationWith(title: string) {
  return await eventually(`the conversation with ${title}`, async () => {
    const page = await owner.device.api.conversations.$get({ query: {} })
    if (page.status !== 200) throw new Error(await failureOf(page))
    return (await page.json()).conversations.find((one) => one.title.startsWith(title))
  })
}

/** Newest first. */
async function messagesOf(id: ConversationId) {
  const page = await owner.device.api.conversations[':id'].messages.$get({ param: { id }, query: {} })
  if (page.status !== 200) throw new Error(await failureOf(page))
  return (await page.json()).messages
}

/** Writes an answer and lets it leave. @returns the id of the message */
async function answer(id: ConversationId, text: string, replyTo: MessageId): Promise<MessageId> {
  const { drafts } = owner.device.api.conversations[':id']
  const made = await drafts.$post({ param: { id }, json: { text, replyTo } })
  if (made.status !== 201) throw new Error(await failureOf(made))
  const { id: draft, revision } = await made.json()
  const json = { revision, key: 'the-same-click' }
  const approve = () => drafts[':draft'].approve.$post({ param: { id, draft }, json })
  const [first, second] = await Promise.all([approve(), approve()])
  if (first.status !== 202 || second.status !== 202) throw new Error(await failureOf(first))
  const message = await first.json()
  expect(await second.json()).toMatchObject({ id: message.id })
  return message.id
}

describe('a bot of Telegram', () => {
  it('is not connected with a token that Telegram does not know', async () => {
    expect(await failureOf(await connect('1:a-token-that-nobody-has-made'))).toBe(
      '422 channel.bad_credentials',
    )
    expect((await (await owner.device.api.channels.$get()).json()).channels).toEqual([])
  })

  it('is connected, tested, polled and disconnected', async () => {
    const channel = await connected()
    expect(channel).toMatchObject({ account: '@switchboard_bot', intake: 'polling', state: 'connected' })
    expect(JSON.stringify(channel)).not.toContain(telegram.token)
    telegram.say(ANN, { text: 'hello' })
    await confirmed()
    const { api } = owner.device
    const param = { id: channel.id }
    const now = await (await api.channels[':id'].$get({ param })).json()
    expect(now).toMatchObject({ state: 'connected', unreadable: 0 })
    expect((await api.channels[':id'].test.$post({ param })).status).toBe(200)
    telegram.webhook.set({ url: 'https://elsewhere.example/' })
    expect(await failureOf(await api.channels[':id'].test.$post({ param }))).toBe('422 channel.bad_settings')
    telegram.webhook.delete()
    await disconnect(channel.id)
  })

  it('loses nothing to a power cut between its polls, and takes nothing twice', async () => {
    const ben = { ...ANN, id: 8, first_name: 'Ben', username: 'ben' }
    const channel = await connected()
    for (const n of [1, 2, 3]) telegram.say(ben, { text: `before ${n}` })
    await house.kill9()
    for (const n of [4, 5, 6]) telegram.say(ben, { text: `while away ${n}` })
    await house.restart()
    await confirmed()
    const { id } = await conversationWith('Ben')
    const texts = await eventually('all that Ben wrote', async () => {
      const said = (await messagesOf(id)).map(({ text }) => text)
      return said.length >= 6 ? said : undefined
    })
    expect(texts.toSorted()).toEqual(
      [1, 2, 3].map((n) => `before ${n}`).concat([4, 5, 6].map((n) => `while away ${n}`)),
    )
    await disconnect(channel.id)
  })

  it('brings a message with its file, and an answer back to Telegram, once', async () => {
    const cleo = { ...ANN, id: 9, first_name: 'Cleo', username: 'cleo' }
    const channel = await connected()
    telegram.files.set('f9', new Uint8Array([1, 2, 3]))
    const document = { file_id: 'f9', file_unique_id: 'u9', file_size: 3, file_name: 'plan.bin' }
    telegram.say(cleo, { caption: 'What of this?', document })
    const { id } = await conversationWith('Cleo')
    const message = await eventually('the file', async () => {
      const [found] = await messagesOf(id)
      return found?.attachments[0]?.state === 'stored' ? found : undefined
    })
    expect(message).toMatchObject({ text: 'What of this?', attachments: [{ name: 'plan.bin', size: 3 }] })

    const answered = await answer(id, 'It is fine.', message.id)
    const sent = await eventually(
      'the answer to be sent',
      async () => {
        const found = (await messagesOf(id)).find((one) => one.id === answered)
        return found?.delivery?.state === 'sent' ? found : undefined
      },
      40_000,
    )
    expect(sent).toMatchObject({ direction: 'out', text: 'It is fine.' })
    const own = telegram.messages(cleo).filter(({ from }) => from?.is_bot === true)
    expect(own).toMatchObject([{ text: 'It is fine.' }])
    expect(telegram.chat(cleo).replies.size).toBe(1)
    await disconnect(channel.id)
  })
})
