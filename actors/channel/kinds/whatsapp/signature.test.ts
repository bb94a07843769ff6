import { beforeEach, describe, expect, it } from 'vitest'
import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import type { WhatsAppAccount } from './account.ts'
import { WhatsAppHouse } from './testing/account.ts'
import { verifyWhatsApp } from './verify.ts'
import { whatsapp } from './whatsapp.ts'

let house: WhatsAppHouse
let account: WhatsAppAccount

beforeEach(async () => {
  house = new WhatsAppHouse()
  account = await house.account()
})

const verdictOf = async (request: HookRequest) => await verifyWhatsApp(request, account.secrets)

function verification(query: Record<string, string>): HookRequest {
  const search = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', ...query })
  return {
    method: 'GET',
    url: `https://switchboard.example/hook?${search.toString()}`,
    headers: {},
    body: new Uint8Array(),
  }
}

describe('the verification of the address', () => {
  it('is answered with the challenge as plain text when our token comes along', async () => {
    const verdict = await verdictOf(verification({ 'hub.verify_token': account.secrets.verifyToken }))
    expect(verdict).toEqual({
      verdict: 'answer',
      answer: { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: '1158201444' },
    })
  })

  it.each([
    ['another token', { 'hub.verify_token': 'x' }],
    ['no token', {}],
    ['another mode', { 'hub.mode': 'unsubscribe' }],
    ['a challenge that could be a page', { 'hub.challenge': '<script>' }],
    ['no challenge', { 'hub.challenge': '' }],
  ])('is refused with 403 for %s', async (_, change: Record<string, string>) => {
    const right =
      'hub.mode' in change || 'hub.challenge' in change
        ? { 'hub.verify_token': account.secrets.verifyToken }
        : {}
    expect(await verdictOf(verification({ ...right, ...change }))).toMatchObject({
      verdict: 'refuse',
      status: 403,
    })
  })

  it('takes a token that was made anew, and the old one no more', async () => {
    const old = account.secrets.verifyToken
    const renewed = whatsapp.hook?.renew?.(account)
    if (renewed === undefined) throw new Error('makes no token')
    account = { ...account, secrets: renewed.secrets }
    expect(await verdictOf(verification({ 'hub.verify_token': old }))).toMatchObject({ verdict: 'refuse' })
    expect(await verdictOf(verification({ 'hub.verify_token': renewed.secret }))).toMatchObject({
      verdict: 'answer',
    })
  })
})

describe('a webhook', () => {
  it.each([
    ['plain', '{"object":"whatsapp_business_account","entry":[]}'],
    ['with an emoji', '{"text":"👋 grüße"}'],
    ['with escapes, which writing it again would change', '{"text":"\\ud83d\\udc4b gr\\u00fc\\u00dfe \\/ "}'],
    ['with spaces', '{ "text" : "x" }\n'],
  ])('%s is accepted by the signature over its very bytes', async (_, text) => {
    expect(await verdictOf(await house.meta.signed(text))).toEqual({ verdict: 'accept' })
  })

  it('is refused when it is unsigned, signed by another app, or changed on its way', async () => {
    const request = await house.meta.signed('{"text":"👋"}')
    const rewritten = new TextEncoder().encode(JSON.stringify({ text: '\u{1F44B} ' }))
    const requests = [
      { ...request, headers: {} },
      { ...request, headers: { 'x-hub-signature-256': 'sha256=' } },
      { ...request, headers: { 'x-hub-signature': `sha1=${'0'.repeat(40)}` } },
      { ...request, body: rewritten },
      await house.meta.signed('{"text":"👋"}', 'another secret'),
    ]
    for (const each of requests)
      expect(await verdictOf(each)).toMatchObject({ verdict: 'refuse', status: 401 })
  })
})
