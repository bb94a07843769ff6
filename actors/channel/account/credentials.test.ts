import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { ConnectSlack, ConnectTelegram } from '@switchboard/shared-types/api/channels/connect-channel'
import { getStub } from '@switchboard/shared-types/door'
import { FakeSlack } from '../kinds/slack/testing/fake-slack.ts'
import { CLIENT } from '../kinds/slack/testing/oauth.ts'
import { SIGNING_SECRET } from '../kinds/slack/testing/workspace.ts'
import { codeOf, House, WAIT } from '../testing/house.ts'
import { playPlatform } from '../testing/play-platform.ts'
import { openBot } from '../testing/telegram.ts'

/** A channel whose person still has to allow it at Slack. */
async function beginOAuth() {
  const slack = new FakeSlack(Date.now)
  slack.oauth.rotates = true
  playPlatform(slack)
  const house = new House()
  const input = { kind: 'slack', signingSecret: SIGNING_SECRET, access: CLIENT, baseUrl: slack.baseUrl }
  const { channel, authoriseUrl } = await house.connect(ConnectSlack.parse(input))
  expect(channel).toMatchObject({ state: 'authorising', account: null, name: 'slack' })
  const allowed = slack.oauth.allow(authoriseUrl ?? '')
  const authorise = (answer: { code: string; state: string }) =>
    house.stub.authorise(house.id, house.trace, house.owner, answer)
  return { house, slack, allowed, authorise }
}

async function noticesOf({ owner, trace }: House): Promise<string[]> {
  const notices = await getStub(env.INBOX, owner).notifications(owner, trace)
  return notices.map(({ title }) => title)
}

describe('the way back from the platform’s OAuth page', () => {
  it('connects the account, which then has its name', async () => {
    const { house, allowed, authorise } = await beginOAuth()
    expect(codeOf(await authorise(allowed))).toBe('ok')
    expect(await house.channel()).toMatchObject({ state: 'connected', name: '@switchboard (Acme)' })
  })

  it('is refused with another state, and with the right one a second time', async () => {
    const { house, allowed, authorise } = await beginOAuth()
    const forged = { ...allowed, state: `${house.id}.00000000000000000000000000000000` }
    expect(codeOf(await authorise(forged))).toBe('channel.bad_credentials')
    expect((await house.channel()).state).toBe('authorising')
    expect(codeOf(await authorise(allowed))).toBe('ok')
    expect(codeOf(await authorise(allowed))).toBe('channel.bad_credentials')
    expect((await house.channel()).state).toBe('connected')
  })

  it('is not open to a kind that needs none', async () => {
    const house = await House.webhook()
    const answer = { code: 'c', state: 's' }
    expect(codeOf(await house.stub.authorise(house.id, house.trace, house.owner, answer))).toBe(
      'channel.unsupported',
    )
  })
})

describe('credentials', () => {
  it('lie sealed, and are in nothing that is told', async () => {
    const { house, telegram } = await openBot()
    const [row] = await house.rows('SELECT secrets, state FROM account')
    expect(JSON.stringify(row)).not.toContain(telegram.token)
    expect(row?.['secrets']).toMatch(/^s1\.test\./)
    expect(JSON.stringify(await house.channel())).not.toContain(telegram.token)
  })

  it('are refreshed by alarm before they run out, also where that time went by while nothing ran', async () => {
    const { house, slack, allowed, authorise } = await beginOAuth()
    await authorise(allowed)
    const refreshes = () =>
      slack.calls.filter(({ args }) => args.get('grant_type') === 'refresh_token').length
    expect(await house.rows("SELECT name FROM jobs WHERE name = 'refresh'")).toHaveLength(1)
    await house.rows("UPDATE jobs SET due_at = '2020-01-01T00:00:00.000Z' WHERE name = 'refresh'")
    // What was good before is not any more.
    slack.tokens.clear()
    await house.evict()
    await house.channel()
    await vi.waitFor(() => expect(refreshes()).toBe(1), WAIT)
    expect(codeOf(await house.stub.testAccount(house.id, house.trace, house.owner))).toBe('ok')
    expect((await house.channel()).state).toBe('connected')
    expect(await noticesOf(house)).toEqual([])
  })

  it('that the platform refuses stop the channel and are told once; new ones let it go on', async () => {
    const { house, telegram } = await openBot()
    telegram.revoked = true
    await house.stub.update(house.id, house.trace, house.owner, { paused: false })
    await vi.waitFor(async () => expect((await house.channel()).state).toBe('unauthorised'), WAIT)
    await vi.waitFor(async () => expect(await noticesOf(house)).toHaveLength(1), WAIT)
    const calls = telegram.calls.length
    await house.stub.update(house.id, house.trace, house.owner, { paused: false })
    await house.settled()
    expect(telegram.calls, 'nothing is tried meanwhile').toHaveLength(calls)
    telegram.revoked = false
    await house.connect(ConnectTelegram.parse({ kind: 'telegram', botToken: telegram.token }))
    expect(await house.channel()).toMatchObject({ state: 'connected', reason: null })
    await vi.waitFor(() => expect(telegram.calls.at(-1)?.method).toBe('getUpdates'), WAIT)
    expect(await noticesOf(house)).toHaveLength(1)
  })

  it('of another kind do not fit', async () => {
    const house = await House.webhook()
    const input = ConnectTelegram.parse({ kind: 'telegram', botToken: '1:aaaaaaaaaaaaaaaaaaaaaaaa' })
    const answer = await house.stub.connectAccount(house.id, house.trace, house.owner, input)
    expect(codeOf(answer)).toBe('channel.bad_settings')
  })

  it('that do not work are not kept, and leave no storage', async () => {
    const { telegram } = await openBot()
    telegram.revoked = true
    const house = new House()
    const input = ConnectTelegram.parse({ kind: 'telegram', botToken: telegram.token })
    const answer = await house.stub.connectAccount(house.id, house.trace, house.owner, input)
    expect(codeOf(answer)).toBe('channel.bad_credentials')
    expect(await house.rows("SELECT name FROM sqlite_master WHERE name = 'account'")).toEqual([])
  })
})

describe('a platform that cannot be reached', () => {
  it('shows as failing with its reason, and as well again when it answers', async () => {
    const { house, telegram } = await openBot()
    telegram.trouble('bad gateway', 'bad gateway')
    await house.stub.update(house.id, house.trace, house.owner, { paused: false })
    await vi.waitFor(async () => expect((await house.channel()).state).toBe('failing'), WAIT)
    expect((await house.channel()).reason).not.toBeNull()
    await vi.waitFor(async () => expect((await house.channel()).state).toBe('connected'), {
      timeout: 40_000,
      interval: 100,
    })
    expect((await house.channel()).reason).toBeNull()
  })
})
