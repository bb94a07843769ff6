import { describe, expect, it, vi } from 'vitest'
import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import { codeOf, House, valueOf, WAIT } from '../../testing/house.ts'
import { playPlatform } from '../../testing/play-platform.ts'
import { answerTo, inputFor } from './testing/account.ts'
import { FakeX } from './testing/fake-x.ts'
import { APP_TOKEN } from './testing/fake-webhooks.ts'
import { ADA, ME, WITH_ADA } from './testing/people.ts'
import { challenge, CONSUMER_SECRET, messagePayload, responseTo, signed } from './testing/webhooks.ts'

const TALK = `dm:${WITH_ADA}`

/** X, and a channel that is connected to it by OAuth. */
async function open(more: object = {}) {
  const x = new FakeX(Date.now)
  playPlatform(x)
  const message = x.say(ADA, WITH_ADA, 'hello')
  const house = new House()
  const begun = await house.connect(inputFor(x, { consumerSecret: CONSUMER_SECRET, ...more }))
  expect(begun.channel.state).toBe('authorising')
  const { stub, id, trace, owner } = house
  const answer = x.oauth.allow(begun.authoriseUrl ?? '')
  const forged = await stub.authorise(id, trace, owner, { ...answer, state: 'forged' })
  const authorise = async () => valueOf(await house.stub.authorise(id, trace, owner, answer))
  const hook = async (request: HookRequest) => await house.stub.hook(id, trace, 'x', request)
  const send = async (text: string) => await house.send(text, { thread: TALK, act: answerTo(TALK, text) })
  return { x, house, message, forged: codeOf(forged), authorise, hook, send }
}

describe('a channel of X', () => {
  it('is connected by OAuth with the state that it sent out, and gives its tokens back in the end', async () => {
    const { x, house, forged, authorise } = await open()
    expect(forged).toBe('channel.bad_credentials')
    expect(await authorise()).toMatchObject({ account: '@me', state: 'connected', intake: 'both' })
    await house.stub.disconnect(house.id, house.trace, house.owner)
    await vi.waitFor(() => expect([x.oauth.tokens.size, x.oauth.refreshTokens.size]).toEqual([0, 0]), WAIT)
  })

  it('takes a message once, whether by polling, by webhook, at the same time or after eviction', async () => {
    const { house, message, authorise, hook } = await open()
    await authorise()
    const request = await signed(messagePayload(message, ME))
    const answers = await Promise.all([hook(request), hook(request)])
    expect(answers.map(codeOf)).toEqual(['ok', 'ok'])
    await vi.waitFor(async () => expect(await house.texts(TALK)).toEqual(['hello']), WAIT)
    await house.evict()
    expect(codeOf(await hook(request))).toBe('ok')
    await house.settled()
    expect(await house.messages(TALK)).toHaveLength(1)
    expect(await house.unreadable()).toEqual([])
  })

  it('registers its webhook by itself, answering the challenge meanwhile, and takes it away in the end', async () => {
    const { x, house, authorise, hook } = await open({ bearerToken: APP_TOKEN })
    x.webhooks.wantsHttps = false
    x.webhooks.ask = async (url) => valueOf(await hook(challenge(new URL(url).search.slice(1)))).body
    await authorise()
    await vi.waitFor(() => expect(x.webhooks.all).toMatchObject([{ valid: true }]), WAIT)
    await vi.waitFor(() => expect(x.webhooks.all[0]?.subscribers).toEqual(new Set([ME.id])), WAIT)
    expect(x.webhooks.all[0]?.url).toBe((await house.channel()).hookUrl)
    await house.stub.disconnect(house.id, house.trace, house.owner)
    await vi.waitFor(() => expect(x.webhooks.all).toEqual([]), WAIT)
  })

  it('answers the challenge of X, and refuses what is not signed', async () => {
    const { house, message, authorise, hook } = await open()
    await authorise()
    const answer = valueOf(await hook(challenge('crc_token=abc')))
    expect(JSON.parse(answer.body)).toEqual(await responseTo('abc'))
    const request = await signed(messagePayload(message, ME), 'another secret')
    expect(codeOf(await hook(request))).toBe('hook.unsigned')
    expect(codeOf(await hook(challenge('crc_token={}')))).toBe('hook.malformed')
    expect(await house.unreadable()).toEqual([])
  })

  it('sends an answer, and leaves one unknown whose confirmation was lost, and never sends it again', async () => {
    const { x, house, authorise, send } = await open()
    await authorise()
    await house.reaches(await send('hi'), 'sent')
    x.next('taken')
    const lost = await send('perhaps')
    await house.reaches(lost, 'unknown')
    await house.evict()
    expect(await house.stateOf(lost)).toBe('unknown')
    const own = x.messages.filter(({ sender }) => sender === ME).map(({ text }) => text)
    expect(own).toEqual(['perhaps', 'hi'])
  })

  it('reads what came in by polling alone', async () => {
    const { house, authorise } = await open()
    await authorise()
    await vi.waitFor(async () => expect(await house.texts(TALK)).toEqual(['hello']), WAIT)
  })
})
