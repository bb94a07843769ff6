import { describe, expect, it } from 'vitest'
import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import { FakeSlack } from './testing/fake-slack.ts'
import { SIGNING_SECRET } from './testing/workspace.ts'
import { verifySlack } from './verify.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const PAYLOAD = { type: 'event_callback', event: { type: 'message', text: 'grüße 👋 \\u00e9' } }
const fake = new FakeSlack(() => NOW)

const verdictOf = async (request: HookRequest, now = NOW) => await verifySlack(request, SIGNING_SECRET, now)

async function changed(headers: Record<string, string>): Promise<HookRequest> {
  const request = await fake.hook(PAYLOAD)
  return { ...request, headers: { ...request.headers, ...headers } }
}

describe('a request of the Events API', () => {
  it('is accepted with a signature over its very bytes, emoji and escapes included', async () => {
    expect(await verdictOf(await fake.hook(PAYLOAD))).toEqual({ verdict: 'accept' })
    const escaped = '{"type":"event_callback","event":{"text":"\\ud83d\\ude00 gr\\u00fc\\u00dfe"}}'
    expect(await verdictOf(await fake.hook(escaped))).toEqual({ verdict: 'accept' })
  })

  it.each([
    ['five minutes old', -300_000, 'accept'],
    ['five minutes ahead', 300_000, 'accept'],
    ['six minutes old', -360_000, 'refuse'],
    ['six minutes ahead', 360_000, 'refuse'],
    ['a year ahead', 365 * 86_400_000, 'refuse'],
  ])('that is %s is judged on both sides of our clock alike', async (_, ahead, verdict) => {
    const request = await fake.hook(PAYLOAD, SIGNING_SECRET, NOW + ahead)
    expect(await verdictOf(request)).toMatchObject({ verdict })
  })

  it.each(['', 'yesterday', '1790000000.5', '-1', 'NaN', '1e9'])(
    'with the timestamp "%s" is refused with 401',
    async (timestamp) => {
      const request = await changed({ 'x-slack-request-timestamp': timestamp })
      expect(await verdictOf(request)).toMatchObject({ verdict: 'refuse', status: 401 })
    },
  )

  it.each(['', 'v0=', 'v0=abc', `v1=${'0'.repeat(64)}`, `v0=${'0'.repeat(64)}`, `v0=${'zz'.repeat(32)}`])(
    'with the signature "%s" is refused with 401',
    async (signature) => {
      const request = await changed({ 'x-slack-signature': signature })
      expect(await verdictOf(request)).toMatchObject({ verdict: 'refuse', status: 401 })
    },
  )

  it('is refused without any headers, with another body, another secret, and with none', async () => {
    const request = await fake.hook(PAYLOAD)
    const verdicts = await Promise.all([
      verdictOf({ ...request, headers: {} }),
      verdictOf({ ...request, body: new TextEncoder().encode('{}') }),
      verdictOf(await fake.hook(PAYLOAD, 'another secret')),
      verifySlack(request, '', NOW),
    ])
    expect(verdicts.map((verdict) => verdict.verdict)).toEqual(['refuse', 'refuse', 'refuse', 'refuse'])
  })

  it('is never refused for being a retry', async () => {
    const request = await changed({ 'x-slack-retry-num': '3', 'x-slack-retry-reason': 'http_timeout' })
    expect(await verdictOf(request)).toEqual({ verdict: 'accept' })
  })

  it('that verifies the address is answered with its challenge, but only when it is signed', async () => {
    const payload = {
      type: 'url_verification',
      token: 'x',
      challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P',
    }
    expect(await verdictOf(await fake.hook(payload))).toMatchObject({
      verdict: 'answer',
      answer: { status: 200, body: payload.challenge },
    })
    expect(await verdictOf(await fake.hook(payload, 'another secret'))).toMatchObject({ verdict: 'refuse' })
  })
})
