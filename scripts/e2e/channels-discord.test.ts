import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FakeDiscord } from '@switchboard/channel/testing/fake-discord'
import { failureOf, join, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { servePlatform, type PlatformServer } from './platform-server.ts'

const GENERAL = { id: '500001', name: 'general', guild: '800800' }

const discord = await FakeDiscord.open()
let server: PlatformServer
let house: House
let owner: Member

beforeAll(async () => {
  discord.channel(GENERAL)
  server = await servePlatform(discord, 'https://discord.com')
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  owner = await join(house.url, 'owner')
})

afterAll(async () => {
  await house.stop()
  await server[Symbol.asyncDispose]()
})

async function connected(channels: string[]) {
  const { publicKey } = discord.signer
  const baseUrl = `${server.url}/api/v10`
  const json = { kind: 'discord', botToken: discord.token, publicKey, channels, baseUrl } as const
  const made = await owner.device.api.channels.$post({ json })
  if (made.status !== 201) throw new Error(await failureOf(made))
  const { channel } = await made.json()
  return { channel, hookUrl: channel.hookUrl ?? '' }
}

/** Sends what Discord sends. @param ago how old its signature is, in ms */
async function send(url: string, payload: unknown, signer = discord.signer, ago = 0): Promise<Response> {
  return await fetch(await signer.request(url, payload, Date.now() - ago))
}

describe('a bot of Discord', () => {
  it('has an address that passes Discord’s own test of it', async () => {
    const { hookUrl } = await connected([])
    const ping = await send(hookUrl, { type: 1 })
    expect([ping.status, ping.headers.get('content-type'), await ping.text()]).toEqual([
      200,
      'application/json',
      '{"type":1}',
    ])
    const events = await send(hookUrl, { version: 1, application_id: '2', type: 0 })
    expect([events.status, await events.text()]).toEqual([204, ''])
    const other = await FakeDiscord.open()
    expect((await send(hookUrl, { type: 1 }, other.signer)).status).toBe(401)
    expect((await send(hookUrl, { type: 1 }, discord.signer, 10 * 60_000)).status).toBe(401)
    expect((await fetch(hookUrl, { method: 'POST', body: '{"type":1}' })).status).toBe(401)
  })

  it('brings what is said in its channel, and answers a command at once', async () => {
    const { channel, hookUrl } = await connected([GENERAL.id])
    const member = { user: { id: '7', username: 'ann', global_name: 'Ann' } }
    const where = { channel: { id: GENERAL.id, type: 0, name: 'general' }, guild_id: GENERAL.guild, member }
    discord.say(GENERAL, { content: 'Anybody there?' })
    const command = {
      id: discord.snowflake(),
      type: 2,
      token: 't',
      version: 1,
      ...where,
      data: { name: 'help' },
    }
    const answer = await send(hookUrl, command)
    expect(await answer.json()).toMatchObject({ type: 4, data: { flags: 64 } })
    const texts = await eventually('both messages', async () => {
      const said = await saidInGeneral()
      return said.length >= 2 ? said : undefined
    })
    expect(texts.toSorted()).toEqual(['/help', 'Anybody there?'])
    const param = { id: channel.id }
    expect((await owner.device.api.channels[':id'].$delete({ param })).status).toBe(202)
  })
})

async function saidInGeneral(): Promise<string[]> {
  const { conversations } = owner.device.api
  const list = await conversations.$get({ query: {} })
  if (list.status !== 200) throw new Error(await failureOf(list))
  const found = (await list.json()).conversations.find(({ title }) => title.includes('general'))
  if (found === undefined) return []
  const page = await conversations[':id'].messages.$get({ param: { id: found.id }, query: {} })
  return page.status === 200 ? (await page.json()).messages.map(({ text }) => text) : []
}
