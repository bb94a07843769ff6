import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf, join, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { startTelegram, type TelegramServer } from './telegram-server.ts'

const ANN = { id: 7, type: 'private', first_name: 'Ann', username: 'ann' } as const

let server: TelegramServer
let house: House
let owner: Member

beforeAll(async () => {
  server = await startTelegram()
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  owner = await join(house.url, 'owner')
})

afterAll(async () => {
  await house.stop()
  await server[Symbol.asyncDispose]()
})

function connect(botToken = server.telegram.token) {
  const json = { kind: 'telegram', botToken, baseUrl: server.url, name: 'My bot' } as const
  return owner.device.api.channels.$post({ json })
}

async function connected() {
  const answer = await connect()
  if (answer.status !== 201) throw new Error(await failureOf(answer))
  return (await answer.json()).channel
}

/** Waits until Telegram was told that everything was taken. */
async function confirmed(): Promise<void> {
  const { telegram } = server
  await eventually(
    'Telegram to be told that all was taken',
    async () => telegram.waiting() === 0 || undefined,
  )
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
    expect(JSON.stringify(channel)).not.toContain(server.telegram.token)
    server.telegram.say(ANN, { text: 'hello' })
    await confirmed()
    const { api } = owner.device
    const param = { id: channel.id }
    const now = await (await api.channels[':id'].$get({ param })).json()
    expect(now).toMatchObject({ state: 'connected', unreadable: 0 })
    expect((await api.channels[':id'].test.$post({ param })).status).toBe(200)
    server.telegram.webhook.set({ url: 'https://elsewhere.example/' })
    expect(await failureOf(await api.channels[':id'].test.$post({ param }))).toBe('422 channel.bad_settings')
    server.telegram.webhook.delete()
    expect((await api.channels[':id'].$delete({ param })).status).toBe(202)
  })

  it('loses nothing to a power cut between its polls', async () => {
    const channel = await connected()
    for (const n of [1, 2, 3]) server.telegram.say(ANN, { text: `before ${n}` })
    await house.kill9()
    for (const n of [1, 2, 3]) server.telegram.say(ANN, { text: `while away ${n}` })
    await house.restart()
    await confirmed()
    const param = { id: channel.id }
    const answer = await owner.device.api.channels[':id'].$get({ param })
    expect(await answer.json()).toMatchObject({ state: 'connected', unreadable: 0 })
  })
})
