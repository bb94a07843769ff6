import { beforeEach, describe, expect, it } from 'vitest'
import { ConnectSlack } from '@switchboard/shared-types/api/channels/connect-channel'
import { newId } from '@switchboard/shared-types/ids'
import type { SlackAccount } from './identify.ts'
import { slack } from './slack.ts'
import { PLACE, SlackHouse } from './testing/account.ts'
import { BOT_TOKEN, SIGNING_SECRET } from './testing/workspace.ts'
import { CLIENT } from './testing/oauth.ts'

let house: SlackHouse

beforeEach(() => {
  house = new SlackHouse()
})

const input = (access: unknown) =>
  ConnectSlack.parse({ kind: 'slack', signingSecret: SIGNING_SECRET, access, baseUrl: house.fake.baseUrl })

async function connectByOAuth(): Promise<SlackAccount> {
  const id = newId('chn')
  const begun = await slack.connect(house.world, id, input(CLIENT), PLACE)
  if (!begun.ok || begun.value.authoriseUrl === null) throw new Error('no way to Slack')
  expect(begun.value.account).toBeNull()
  const answer = house.fake.oauth.allow(begun.value.authoriseUrl)
  const account = { id, secrets: begun.value.secrets, state: begun.value.state }
  const granted = await slack.authorise?.(house.world, account, answer, PLACE)
  if (!granted?.ok) throw new Error(granted?.error.message ?? 'does not authorise')
  expect(granted.value).toMatchObject({ account: '@switchboard (Acme)', authoriseUrl: null })
  return { id, secrets: granted.value.secrets, state: granted.value.state }
}

async function refreshed(account: SlackAccount): Promise<SlackAccount> {
  const fresh = await slack.refresh?.(house.world, account)
  if (!fresh?.ok) throw new Error(fresh?.error.message ?? 'does not refresh')
  expect(fresh.value.account).toBe('@switchboard (Acme)')
  expect(fresh.value.secrets).not.toEqual(account.secrets)
  return { id: account.id, secrets: fresh.value.secrets, state: fresh.value.state }
}

describe('a bot token', () => {
  it('is tested at Slack, which says whose it is', async () => {
    const connected = await slack.connect(house.world, newId('chn'), input({ botToken: BOT_TOKEN }), PLACE)
    expect(connected).toMatchObject({
      ok: true,
      value: { account: '@switchboard (Acme)', authoriseUrl: null },
    })
  })

  it('that Slack does not know is refused, and an unreachable Slack is told apart from that', async () => {
    const connect = async () =>
      await slack.connect(house.world, newId('chn'), input({ botToken: 'xoxb-bad' }), PLACE)
    expect(await connect()).toMatchObject({ ok: false, error: { code: 'channel.bad_credentials' } })
    house.fake.next('auth.test', 'lost')
    expect(await connect()).toMatchObject({ ok: false, error: { code: 'channel.unreachable' } })
  })

  it('stays with the person when the channel is disconnected, and never wants a refresh', async () => {
    const account = await house.connect()
    expect(slack.refreshAt?.(account)).toBeNull()
    expect(await slack.disconnect(house.world, account)).toEqual({ ok: true, value: null })
    expect(house.fake.tokens).toContain(BOT_TOKEN)
    expect(await slack.test(house.world, account)).toEqual({ ok: true, value: null })
  })
})

describe('OAuth v2', () => {
  it('sends the person to Slack with scopes, the way back and a state, and exchanges what they bring', async () => {
    const account = await connectByOAuth()
    expect(await slack.test(house.world, account)).toEqual({ ok: true, value: null })
    expect(slack.refreshAt?.(account)).toBeNull()
  })

  it('takes no code twice, and none that Slack did not give', async () => {
    const account = await connectByOAuth()
    for (const code of ['code-1', 'made up'])
      expect(await slack.authorise?.(house.world, account, { code, state: '' }, PLACE)).toMatchObject({
        ok: false,
        error: { code: 'channel.bad_credentials' },
      })
  })

  it('refreshes a token that expires half an hour before, each time with the newest refresh token', async () => {
    house.fake.oauth.rotates = true
    let account = await connectByOAuth()
    expect(slack.refreshAt?.(account)).toBe(house.at + 43_200_000 - 1_800_000)
    for (let time = 0; time < 2; time += 1) account = await refreshed(account)
    expect(await slack.test(house.world, account)).toMatchObject({ ok: true })
  })

  it('says so when a refresh token is no longer good', async () => {
    house.fake.oauth.rotates = true
    const account = await connectByOAuth()
    await slack.refresh?.(house.world, account)
    const refused = await slack.refresh?.(house.world, account)
    expect(refused).toMatchObject({ ok: false, error: { code: 'channel.bad_credentials' } })
  })

  it('gives its token back when the channel is disconnected, and tries again where Slack is not reached', async () => {
    const account = await connectByOAuth()
    house.fake.next('auth.revoke', 'lost')
    expect(await slack.disconnect(house.world, account)).toMatchObject({ ok: false })
    expect(await slack.disconnect(house.world, account)).toEqual({ ok: true, value: null })
    expect(await slack.test(house.world, account)).toMatchObject({ ok: false })
    expect(await slack.disconnect(house.world, account)).toEqual({ ok: true, value: null })
  })
})

describe('a file of Slack', () => {
  const bytes = new Uint8Array([1, 2, 3])

  it('is fetched by its id with the token', async () => {
    house.fake.files.set('F1', { id: 'F1', name: 'a.png', length: 3, bytes })
    const account = await house.connect()
    expect(await slack.attachment?.(house.world, account, 'F1')).toEqual({
      ok: true,
      value: { type: 'image/png', bytes },
    })
    expect(await slack.attachment?.(house.world, account, 'F2')).toMatchObject({
      ok: false,
      error: { code: 'attachment.gone' },
    })
  })

  it('never takes the token to another host', async () => {
    const account = await house.connect()
    const elsewhere = { ok: true, file: { id: 'F1', url_private_download: 'https://evil.example/steal' } }
    house.fake.next('files.info', { status: 200, body: elsewhere })
    expect(await slack.attachment?.(house.world, account, 'F1')).toMatchObject({
      ok: false,
      error: { code: 'attachment.gone' },
    })
  })

  it('that is answered by a page to sign in is gone', async () => {
    house.fake.files.set('F1', { id: 'F1', name: 'a.png', length: 3, bytes })
    const account = await house.connect()
    const info = {
      ok: true,
      file: { mimetype: 'image/png', url_private: `${house.fake.baseUrl}/files-pri/F1` },
    }
    house.fake.next('files.info', { status: 200, body: info })
    house.fake.tokens.clear()
    expect(await slack.attachment?.(house.world, account, 'F1')).toMatchObject({
      ok: false,
      error: { code: 'attachment.gone' },
    })
  })
})
