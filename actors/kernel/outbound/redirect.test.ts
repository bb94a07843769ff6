import { describe, expect, it } from 'vitest'
import { chainOf, codeOf, get, redirectTo } from './testing.ts'

describe('a redirect', () => {
  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'https://[::ffff:a00:1]/',
    '//169.254.169.254/latest/meta-data/',
    'https://localhost/',
    'http://metadata.google.internal/',
  ])('to %s is refused before it is followed', async (location) => {
    const { result, sent } = await get(() => redirectTo(location))
    expect(codeOf(result)).toBe('outbound.blocked_address')
    expect(sent).toHaveLength(1)
  })

  it('to a private address is refused after any number of public hops', async () => {
    const site = chainOf(
      { url: 'https://start.example/feed', status: 301 },
      { url: 'https://a.example/', status: 302 },
      { url: 'https://b.example/', status: 307 },
      { url: 'https://10.0.0.1/', status: 302 },
    )
    const { result, sent } = await get(site)
    expect(codeOf(result)).toBe('outbound.blocked_address')
    expect(sent.map(({ url }) => url)).toEqual([
      'https://start.example/feed',
      'https://a.example/',
      'https://b.example/',
    ])
  })

  it.each([
    ['file:///etc/passwd', 'outbound.bad_scheme'],
    ['javascript:alert(1)', 'outbound.bad_scheme'],
    ['https://me:secret@b.example/', 'outbound.credentials_in_url'],
    ['http://[bad', 'outbound.bad_url'],
    ['https://b.example:22/', 'outbound.bad_port'],
  ])('to %s is refused with %s', async (location, code) => {
    const { result } = await get(() => redirectTo(location))
    expect(codeOf(result)).toBe(code)
  })

  it('is followed relative to where it came from, up to five times', async () => {
    const { result } = await get((url) => {
      const step = Number(new URL(url).searchParams.get('step'))
      return step === 5 ? new Response('the end') : redirectTo(`?step=${step + 1}`)
    })
    expect(result.ok && result.value.url).toBe('https://start.example/feed?step=5')
    expect(result.ok && result.value.redirects).toHaveLength(5)
    expect(result.ok && result.value.redirects[0]).toEqual({
      status: 302,
      from: 'https://start.example/feed',
      to: 'https://start.example/feed?step=1',
    })
  })

  it('is not followed a sixth time', async () => {
    const { result, sent } = await get((url) => {
      const step = Number(new URL(url).searchParams.get('step'))
      return redirectTo(`?step=${step + 1}`)
    })
    expect(codeOf(result)).toBe('outbound.too_many_redirects')
    expect(sent).toHaveLength(6)
  })

  it('in a circle has an error of its own', async () => {
    const self = await get(() => redirectTo('/feed#again'))
    expect(codeOf(self.result)).toBe('outbound.redirect_loop')
    expect(self.sent).toHaveLength(1)
    const pair = await get((url) => redirectTo(url.endsWith('/feed') ? '/other' : '/feed'))
    expect(codeOf(pair.result)).toBe('outbound.redirect_loop')
  })

  it('releases the connection of the hop it leaves', async () => {
    let cancelled = false
    const body = new ReadableStream({ cancel: () => void (cancelled = true) })
    await get((url) =>
      url.endsWith('/feed')
        ? new Response(body, { status: 302, headers: { location: '/b' } })
        : new Response('ok'),
    )
    expect(cancelled).toBe(true)
  })
})

describe('credentials', () => {
  const headers = {
    authorization: 'Bearer t',
    cookie: 'a=b',
    'x-api-key': 'k',
    accept: '*/*',
    'if-none-match': '"1"',
  }

  it('follow a redirect within their origin', async () => {
    const { sent } = await get((url) => (url.endsWith('/feed') ? redirectTo('/b') : new Response('ok')), {
      headers,
    })
    expect(sent[1]?.headers).toEqual({ ...headers, 'accept-encoding': 'gzip, br' })
  })

  it.each(['https://other.example/', 'https://start.example:8443/', 'https://sub.start.example/'])(
    'stay behind when a redirect leads to %s',
    async (location) => {
      const { sent } = await get(
        (url) => (url.endsWith('/feed') ? redirectTo(location) : new Response('ok')),
        { headers },
      )
      expect(sent[1]?.headers).toEqual({
        accept: '*/*',
        'accept-encoding': 'gzip, br',
        'if-none-match': '"1"',
      })
    },
  )

  it('do not come back when the chain returns to their origin', async () => {
    const site = chainOf(
      { url: 'https://start.example/feed', status: 302 },
      { url: 'https://other.example/', status: 302 },
      { url: 'https://start.example/b', status: 302 },
    )
    const { sent } = await get(site, { headers })
    expect(sent[2]?.headers).not.toHaveProperty('authorization')
  })

  it.each([{ authorization: 'Bearer t' }, { cookie: 'a=b' }, { 'x-api-key': 'k' }])(
    'are never taken from https to http: %j',
    async (secret) => {
      const { result, sent } = await get(() => redirectTo('http://start.example/feed'), { headers: secret })
      expect(codeOf(result)).toBe('outbound.insecure_redirect')
      expect(sent).toHaveLength(1)
    },
  )

  it('in a body are never taken from https to http', async () => {
    const request = { method: 'POST', body: 'client_secret=s' }
    const { result } = await get(() => redirectTo('http://start.example/feed', 307), request)
    expect(codeOf(result)).toBe('outbound.insecure_redirect')
  })

  it('are what makes https to http dangerous: without them it is followed', async () => {
    const { result } = await get((url) =>
      url.startsWith('https') ? redirectTo('http://start.example/') : new Response('ok'),
    )
    expect(result.ok && result.value.url).toBe('http://start.example/')
  })
})

describe('method and body of a redirected request', () => {
  it.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [303, 'HEAD', 'HEAD'],
    [307, 'POST', 'POST'],
    [308, 'PUT', 'PUT'],
    [302, 'PUT', 'PUT'],
  ])('after %i a %s goes on as %s', async (status, method, next) => {
    const body = method === 'HEAD' ? {} : { body: '{}' }
    const headers = { 'content-type': 'application/json' }
    const request = { method, headers, ...body }
    const { sent } = await get(
      (url) => (url.endsWith('/feed') ? redirectTo('/b', status) : new Response(null)),
      request,
    )
    expect(sent[1]).toMatchObject({ method: next, body: next === 'GET' || next === 'HEAD' ? null : '{}' })
    expect('content-type' in (sent[1]?.headers ?? {})).toBe(next !== 'GET')
  })
})

describe('the permanent address', () => {
  const [a, b, c] = ['https://start.example/feed', 'https://b.example/', 'https://c.example/']

  it.each([
    [[301], b],
    [[308, 301], c],
    [[301, 302], b],
    [[302, 301], null],
    [[307], null],
  ])('after hops %j is %s', async (statuses, permanent) => {
    const site = chainOf(
      ...[a, b, c]
        .map((url, index) => ({ url, status: statuses[index] ?? 200 }))
        .slice(0, statuses.length + 1),
    )
    const { result } = await get(site)
    expect(result.ok && result.value.permanentUrl).toBe(permanent)
  })
})
