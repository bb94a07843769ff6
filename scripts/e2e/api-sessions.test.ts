import { sign } from 'hono/jwt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@switchboard/shared-types/ids'
import { Device, failureOf, join, signIn, type Member } from './device.ts'
import { startHouse, type House } from './house.ts'

let house: House
let ann: Member

beforeAll(async () => {
  house = await startHouse()
  ann = await join(house.url, 'ann')
})

afterAll(async () => {
  await house.stop()
})

/** Asks for the counts with these cookies alone. */
function countsWith(cookies: Record<string, string>): Promise<Response> {
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`)
  return new Device(house.url).fetch('/api/counts', { headers: { cookie: cookie.join('; ') } })
}

describe('the session cookies', () => {
  it('open the inbox without a call to identity while the claims last', async () => {
    const claims = ann.device.cookies.get('sb_claims') ?? ''
    const response = await countsWith({ sb_claims: claims })
    expect(response.status).toBe(200)
    expect(response.headers.getSetCookie()).toEqual([])
  })

  it('give new claims when the old ones are gone', async () => {
    const session = ann.device.cookies.get('sb_session') ?? ''
    const response = await countsWith({ sb_session: session })
    expect(response.status).toBe(200)
    expect(response.headers.getSetCookie().map((cookie) => cookie.split('=')[0])).toContain('sb_claims')
  })

  it('are worth nothing when someone else signed the claims', async () => {
    const exp = Math.floor(Date.now() / 1000) + 300
    const payload = { sub: ann.person.id, sid: newId('ses'), role: 'admin', exp }
    const forged = await sign(
      { ...payload, iss: 'switchboard-edge', aud: 'switchboard' },
      'a guessed secret',
      'HS256',
    )
    expect(await failureOf(await countsWith({ sb_claims: forged }))).toBe('401 auth.required')
    expect(await failureOf(await countsWith({ sb_session: 'guessed', sb_claims: forged }))).toBe(
      '401 auth.required',
    )
  })

  it('are taken away when the session has ended', async () => {
    const response = await countsWith({ sb_session: 'no-such-session' })
    const taken = response.headers.getSetCookie()
    expect(taken).toHaveLength(2)
    for (const cookie of taken) expect(cookie).toContain('Max-Age=0')
  })

  it('stop working for the account at once when the session ends elsewhere, whatever the claims say', async () => {
    const other = await signIn(ann)
    expect((await ann.device.api.account.sessions.$delete()).status).toBe(204)
    expect(await failureOf(await other.api.account.sessions.$get())).toBe('401 auth.required')
    expect(await failureOf(await other.api.admin.people.$get({ query: {} }))).toBe('401 auth.required')
  })
})

describe('a request that changes something', () => {
  const foreign: [string, Record<string, string>][] = [
    ['another site', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://localhost:1' }],
    ['a page that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
  ]

  it.each(foreign)('is refused when it comes from %s', async (_, headers) => {
    const json = { ...headers, 'content-type': 'application/json' }
    const body = JSON.stringify({ mode: 'closed' })
    const response = await ann.device.fetch('/api/admin/registration', { method: 'PUT', headers: json, body })
    expect(await failureOf(response)).toBe('403 request.forbidden_origin')
    const plain = await ann.device.fetch('/api/account/sign-out', { method: 'POST', headers })
    expect(await failureOf(plain)).toBe('403 request.forbidden_origin')
    expect((await ann.device.api.account.$get()).status).toBe(200)
  })

  it('is refused when nothing says where it comes from', async () => {
    const response = await fetch(`${house.url}/api/account/sign-out`, {
      method: 'POST',
      headers: { cookie: ann.device.cookieHeader() },
    })
    expect(await failureOf(response)).toBe('403 request.forbidden_origin')
  })

  it('is refused as a form, which any site could send', async () => {
    for (const type of [
      'application/x-www-form-urlencoded',
      'text/plain',
      'multipart/form-data; boundary=x',
    ]) {
      const response = await ann.device.fetch('/api/feeds/preview', {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{"url":"https://example.org/"}',
      })
      expect(await failureOf(response)).toBe('415 request.unsupported_media_type')
    }
  })
})
