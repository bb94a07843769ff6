import { describe, expect, it } from 'vitest'
import { codeOf, get, redirectTo, type Site } from './testing.ts'

describe('an answer', () => {
  it('is given with its status, headers, bytes and address, whatever the status', async () => {
    const { result } = await get(() => new Response('gone', { status: 410, headers: { etag: 'W/"1"' } }))
    expect(result).toMatchObject({
      ok: true,
      value: { status: 410, url: 'https://start.example/feed', redirects: [], permanentUrl: null },
    })
    expect(result.ok && result.value.headers.get('etag')).toBe('W/"1"')
    expect(result.ok && new TextDecoder().decode(result.value.body)).toBe('gone')
  })

  it('may be 304 without a body, and a redirect status without a target', async () => {
    const unchanged = await get(() => new Response(null, { status: 304 }))
    expect(unchanged.result).toMatchObject({ ok: true, value: { status: 304, body: new Uint8Array() } })
    const lost = await get(() => new Response(null, { status: 301 }))
    expect(lost.result).toMatchObject({ ok: true, value: { status: 301 } })
  })

  it("is asked for with the caller's headers but never with a Referer or a foreign Host", async () => {
    const headers = { accept: 'application/rss+xml', referer: 'https://mine.example/', host: 'evil.example' }
    const { sent } = await get(() => new Response('ok'), { headers })
    expect(sent[0]?.headers).toEqual({ accept: 'application/rss+xml', 'accept-encoding': 'gzip, br' })
  })

  it('reads unreachable where the connection fails, without the path of the address', async () => {
    const { result } = await get(
      () => {
        throw new TypeError('Network connection lost.')
      },
      { url: 'https://start.example/private/token' },
    )
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'outbound.unreachable', details: { reason: 'Network connection lost.' } },
    })
    expect(JSON.stringify(result)).not.toContain('token')
  })
})

describe('caps', () => {
  it('refuse a body by its announced length without reading it', async () => {
    let read = false
    const body = new ReadableStream({ pull: () => void (read = true) }, { highWaterMark: 0 })
    const headers = { 'content-length': '10000001' }
    const { result } = await get(() => new Response(body, { headers }))
    expect(codeOf(result)).toBe('outbound.too_large')
    expect(read).toBe(false)
  })

  it('stop reading a body that is longer than it announced, as a compressed one is', async () => {
    const { pulled, cancelled, response } = endless({ 'content-length': '10' })
    const { result } = await get(response)
    expect(codeOf(result)).toBe('outbound.too_large')
    expect(pulled()).toBeLessThanOrEqual(12)
    expect(cancelled()).toBe(true)
  })

  it('let through exactly as much as they allow', async () => {
    const exact = await get(() => new Response('12345'), {}, { maxBytes: 5 })
    expect(codeOf(exact.result)).toBe('ok')
    const above = await get(() => new Response('123456'), {}, { maxBytes: 5 })
    expect(codeOf(above.result)).toBe('outbound.too_large')
  })

  it('join the chunks of a body in order', async () => {
    const chunks = ['<r', 'ss', '/>'].map((text) => new TextEncoder().encode(text))
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (const chunk of chunks) controller.enqueue(chunk)
        controller.close()
      },
    })
    const { result } = await get(() => new Response(body))
    expect(result.ok && new TextDecoder().decode(result.value.body)).toBe('<rss/>')
  })

  it('cannot be raised by a caller', async () => {
    const { result } = await get(
      endless({}).response,
      {},
      { maxBytes: 1e12, maxRedirects: 1e3, timeoutMs: 1e9 },
    )
    expect(codeOf(result)).toBe('outbound.too_large')
  })

  it('end a request whose answer never starts', async () => {
    const { result } = await get(() => new Promise<Response>(() => {}), {}, { timeoutMs: 20 })
    expect(codeOf(result)).toBe('outbound.timeout')
  })

  it('end a request whose body stalls, and cancel it', async () => {
    let cancelled = false
    const body = new ReadableStream({ cancel: () => void (cancelled = true) })
    const { result } = await get(() => new Response(body), {}, { timeoutMs: 20 })
    expect(codeOf(result)).toBe('outbound.timeout')
    expect(cancelled).toBe(true)
  })

  it('end a request whose redirects take too long together', async () => {
    let step = 0
    const slow: Site = async () => {
      await new Promise((resolve) => setTimeout(resolve, 15))
      return redirectTo(`/${(step += 1)}`)
    }
    const { result } = await get(slow, {}, { timeoutMs: 40 })
    expect(codeOf(result)).toBe('outbound.timeout')
  })

  it('tell the runtime to give up as well', async () => {
    let signal: AbortSignal | null | undefined
    const { result } = await get(
      (_url, init) => {
        signal = init.signal
        return new Promise<Response>(() => {})
      },
      {},
      { timeoutMs: 20 },
    )
    expect(codeOf(result)).toBe('outbound.timeout')
    expect(signal?.aborted).toBe(true)
  })
})

/** One megabyte a chunk, for ever. */
function endless(headers: Record<string, string>) {
  let pulled = 0
  let cancelled = false
  const response = (): Response =>
    new Response(
      new ReadableStream({
        pull: (controller) => {
          pulled += 1
          controller.enqueue(new Uint8Array(1_000_000))
        },
        cancel: () => void (cancelled = true),
      }),
      { headers },
    )
  return { response, pulled: () => pulled, cancelled: () => cancelled }
}
