import type { HonoRequest } from 'hono'
import { createMiddleware } from 'hono/factory'
import { MAX_ATTACHMENT_BYTES } from '@switchboard/shared-types/api/conversations/message'
import type { AppEnv } from '../app-env.ts'
import { ApiFailure } from '../errors.ts'

interface BodyRule {
  readonly maxBytes: number
  readonly accepts: RegExp
  /** What to send instead, for the answer. */
  readonly expected: string
}

const JSON_BODY: BodyRule = {
  maxBytes: 1024 * 1024,
  accepts: /^application\/json$/,
  expected: 'application/json',
}

const OPML_BODY: BodyRule = {
  maxBytes: 5 * 1024 * 1024,
  accepts: /^(?:text|application)\/(?:xml|x-opml|opml|[\w.-]+\+xml)$/,
  expected: 'text/x-opml, text/xml or application/xml',
}

const FILE_BODY: BodyRule = { maxBytes: MAX_ATTACHMENT_BYTES, accepts: /^/, expected: 'a file' }

export const withJson = withBody(JSON_BODY)
export const withOpml = withBody(OPML_BODY)
export const withFile = withBody(FILE_BODY)

/** Reads the body to its end within its limit, so that what follows works on bytes that are all there. */
function withBody(rule: BodyRule) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const { raw } = c.req
    if (raw.body !== null) {
      const bytes = await readAtMost(raw.body, rule.maxBytes, Number(c.req.header('content-length') ?? 0))
      if (bytes === null) throw tooLarge(rule)
      if (bytes.length > 0 && !rule.accepts.test(mediaTypeOf(c.req.header('content-type')))) {
        throw new ApiFailure('request.unsupported_media_type', `The body must be ${rule.expected}.`)
      }
      replay(c.req, bytes)
    }
    await next()
  })
}

/** Lets the request be read again, by whatever reads it next. Hono types the kept promise as what it resolves to. */
function replay(request: HonoRequest, bytes: Uint8Array<ArrayBuffer>): void {
  Object.assign(request.bodyCache, { arrayBuffer: Promise.resolve(bytes.buffer) })
}

/**
 * Read and thrown away of a body that is too large: who is still writing when the connection closes never reads the
 * answer that says why (RFC 9112, 9.6).
 */
const DRAINED_BYTES = 16 * 1024 * 1024

/**
 * @param announced what Content-Length says, which spares reading what is far too large; the bytes are counted all
 *   the same
 * @returns null when there are more than `maxBytes`
 */
export async function readAtMost(
  body: ReadableStream<unknown>,
  maxBytes: number,
  announced: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (announced > maxBytes + DRAINED_BYTES) return null
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('a body is made of bytes')
    length += chunk.length
    if (length > maxBytes + DRAINED_BYTES) return null
    if (length <= maxBytes) chunks.push(chunk)
  }
  return length > maxBytes ? null : join(chunks, length)
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

function mediaTypeOf(contentType: string | undefined): string {
  return contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
}

function tooLarge({ maxBytes }: BodyRule): ApiFailure {
  return new ApiFailure('request.too_large', `The body may have at most ${maxBytes} bytes.`, { maxBytes })
}
