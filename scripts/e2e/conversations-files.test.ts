import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Attachment, MAX_ATTACHMENT_BYTES } from '@switchboard/shared-types/api/conversations/message'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { Device, failureOf, join, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { startOrigin, type Origin, type OriginAnswer } from './origin.ts'
import { Webhook } from './webhook.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const PAGE = '<!doctype html><script>fetch("/api/account")</script>'
const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
const PDF = '%PDF-1.7\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj'
const HOSTILE = '..\\../"; filename="a.html"\r\nSet-Cookie: a=b\r\n\r\n日本語 ‮gnp.png'

let house: House
let origin: Origin
let ann: Member
let bob: Member
let shop: Webhook

beforeAll(async () => {
  origin = await startOrigin()
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  ann = await join(house.url, 'ann')
  bob = await join(house.url, 'bob')
  shop = await Webhook.connect(ann.device)
})

afterAll(async () => {
  await house.stop()
  await origin.stop()
})

interface Given {
  /** What the message says of it. */
  readonly name?: string
  readonly type?: string
  /** What its server says of it, and the bytes. */
  readonly answer: OriginAnswer
}

let files = 0

/** Somebody sends a file. @returns where it lies and how it stands once nothing more becomes of it */
async function send({ name = 'photo.png', type = 'image/png', answer }: Given) {
  const path = `/files/${++files}`
  origin.set(path, answer)
  const text = `File ${files}`
  const message = await shop.write('files', text, { files: [{ url: origin.url + path, name, type }] })
  const attachment = await eventually('the end of the file’s way', async () => {
    const [found] = await attachmentsOf(message.conversationId, text)
    return found?.state === 'waiting' ? undefined : found
  })
  return { attachment, path: pathOf(message.conversationId, attachment.id) }
}

async function attachmentsOf(id: ConversationId, text: string): Promise<Attachment[]> {
  const { messages } = ann.device.api.conversations[':id']
  const answer = await messages.$get({ param: { id }, query: { q: `"${text}"` } })
  if (!answer.ok) throw new Error(await failureOf(answer))
  return (await answer.json()).messages.flatMap(({ attachments }) => attachments)
}

function pathOf(conversation: string, attachment: string): string {
  return `/api/conversations/${conversation}/attachments/${attachment}`
}

function typed(contentType: string, body: string | Uint8Array): OriginAnswer {
  return { headers: { 'content-type': contentType }, body }
}

/** What keeps whatever is inside from running in the house's name. */
function expectHarmless({ headers }: Response, disposition: 'inline' | 'attachment'): void {
  expect(headers.get('content-disposition')).toMatch(
    new RegExp(`^${disposition}; filename="[^"]*"; filename\\*=`),
  )
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(headers.get('content-security-policy')).toMatch(/\bsandbox(?:$|;)/)
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  expect(headers.get('cache-control')).toBe('no-store')
}

describe('a file that somebody sends', () => {
  it('is shown where it is a picture, byte for byte, as a whole whatever part is asked for', async () => {
    const { attachment, path } = await send({ answer: typed('image/png; charset=x', PNG) })
    expect(attachment).toMatchObject({
      name: 'photo.png',
      type: 'image/png',
      size: PNG.length,
      state: 'stored',
    })
    const answers = [
      await ann.device.fetch(path),
      await ann.device.fetch(path, { headers: { range: 'bytes=0-3' } }),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(200)
      expectHarmless(answer, 'inline')
      expect(answer.headers.get('content-type')).toBe('image/png')
      expect(answer.headers.get('content-length')).toBe(String(PNG.length))
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(PNG)
    }
  })

  it.each([
    ['a page', 'page.html', 'text/html; charset=utf-8', PAGE],
    ['a picture that is a program', 'picture.svg', 'IMAGE/SVG+XML', PICTURE],
    ['XML', 'page.xml', 'application/xhtml+xml', PAGE],
    ['a document', 'paper.pdf', 'application/pdf', PDF],
    ['a text', 'read.txt', 'text/plain', 'Hello'],
    ['of no type', 'thing', 'x; nonsense', PAGE],
    ['a page that calls itself a picture', 'photo.png', 'text/html', PAGE],
  ])('is a download where it is %s', async (_, name, contentType, body) => {
    const { path } = await send({ name, answer: typed(contentType, body) })
    const answer = await ann.device.fetch(path)
    expect(answer.status).toBe(200)
    expectHarmless(answer, 'attachment')
    expect(await answer.text()).toBe(body)
  })

  it('is read as nothing but the picture that its server calls it, whatever its bytes are', async () => {
    const { path } = await send({ name: 'x.html', type: 'text/html', answer: typed('image/png', PAGE) })
    const answer = await ann.device.fetch(path)
    expectHarmless(answer, 'inline')
    expect(answer.headers.get('content-type')).toBe('image/png')
  })

  it('keeps its name, which ends no header and leads nowhere', async () => {
    const { attachment, path } = await send({ name: HOSTILE, answer: typed('image/png', PNG) })
    expect(attachment.name).toBe(HOSTILE)
    const { headers } = await ann.device.fetch(path)
    expect(headers.get('set-cookie')).toBeNull()
    const [, plain, encoded = ''] =
      /^inline; filename="([\w .()+,-]*)"; filename\*=UTF-8''([\w.%-]*)$/.exec(
        headers.get('content-disposition') ?? '',
      ) ?? []
    expect(plain).toMatch(/gnp\.png$/)
    const told = decodeURIComponent(encoded)
    expect(told).toContain('日本語')
    expect(told).not.toMatch(/[\p{Cc}/\\‮]/u)
  })

  it('that is empty is empty', async () => {
    const { attachment, path } = await send({ answer: typed('image/png', '') })
    expect(attachment).toMatchObject({ state: 'stored', size: 0 })
    const answer = await ann.device.fetch(path)
    expect([answer.status, await answer.text()]).toEqual([200, ''])
  })

  it.each([
    ['is too large', 'refused', { answer: typed('image/png', Buffer.alloc(10_000_001)) }],
    ['is a program', 'refused', { name: 'setup.exe', answer: typed('image/png', PNG) }],
    ['turns out to be a program', 'refused', { answer: typed('application/x-msdownload', 'MZ') }],
    ['is gone', 'gone', { answer: { status: 404 } }],
    ['is not for us', 'gone', { answer: { status: 403 } }],
  ])('and that %s is not there', async (_, state, given: Given) => {
    const { attachment, path } = await send(given)
    expect(attachment.state).toBe(state)
    expect(await failureOf(await ann.device.fetch(path))).toBe('404 attachment.not_found')
  })

  it('is not fetched from inside the network, also not by a detour', async () => {
    origin.set('/detour', { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data/' } })
    const names = ['http://169.254.169.254/', 'http://[::1]/', `${origin.url}/detour`]
    const given = names.map((url) => ({ url, name: 'x.png', type: 'image/png' }))
    const { conversationId } = await shop.write('files', 'Detour', { files: given })
    const followed = () => origin.requests.some(({ path }) => path === '/detour')
    await eventually('the detour', async () => followed() || undefined)
    for (const { id } of await attachmentsOf(conversationId, 'Detour')) {
      const failure = await failureOf(await ann.device.fetch(pathOf(conversationId, id)))
      expect(failure).toMatch(/^409 attachment\.waiting$|^404 attachment\.not_found$/)
    }
  })

  it('is nobody else’s, and no file of another conversation', async () => {
    const { attachment, path } = await send({ answer: typed('image/png', PNG) })
    expect(await failureOf(await bob.device.fetch(path))).toBe('404 conversation.not_found')
    expect(await failureOf(await new Device(house.url).fetch(path))).toBe('401 auth.required')
    const { conversationId } = await shop.write('elsewhere', 'Hello')
    const elsewhere = pathOf(conversationId, attachment.id)
    expect(await failureOf(await ann.device.fetch(elsewhere))).toBe('404 attachment.not_found')
    const unknown = path.replace(/att_.*$/, 'att_00000000000000000000000000')
    expect(await failureOf(await ann.device.fetch(unknown))).toBe('404 attachment.not_found')
    expect(await failureOf(await ann.device.fetch(path.replace(/att_.*$/, '1')))).toBe('400 request.invalid')
  })
})

describe('a file for an answer', () => {
  let folder: string

  beforeAll(async () => {
    const { conversationId } = await shop.write('files', 'Send me one.')
    folder = `/api/conversations/${conversationId}/attachments`
  })

  function bring(
    name: string | null,
    type: string | null,
    body: string | Uint8Array<ArrayBuffer>,
    device = ann.device,
  ) {
    const query = name === null ? '' : `?name=${encodeURIComponent(name)}`
    return device.fetch(folder + query, {
      method: 'POST',
      headers: type === null ? {} : { 'content-type': type },
      body,
    })
  }

  it('is kept as it came, and handed out like those of others', async () => {
    const body = crypto.getRandomValues(new Uint8Array(60_000))
    const answer = await bring('plan.html', 'text/html; charset=utf-8', body)
    expect(answer.status).toBe(201)
    const brought = Attachment.parse(await answer.json())
    expect(brought).toMatchObject({
      name: 'plan.html',
      type: 'text/html',
      size: body.length,
      state: 'stored',
    })
    const back = await ann.device.fetch(`${folder}/${brought.id}`)
    expectHarmless(back, 'attachment')
    expect(new Uint8Array(await back.arrayBuffer())).toEqual(body)
    expect(await failureOf(await bob.device.fetch(`${folder}/${brought.id}`))).toBe(
      '404 conversation.not_found',
    )
  })

  it.each([
    ['no type', null],
    ['a type that is none', 'none at all'],
    ['two types', 'image/png, text/html'],
  ])('with %s is bytes', async (_, type) => {
    const brought = Attachment.parse(await (await bring('a', type, new Uint8Array([1]))).json())
    expect(brought.type).toBe('application/octet-stream')
  })

  it('of the greatest size is kept, one byte more is refused', async () => {
    const most = new Uint8Array(MAX_ATTACHMENT_BYTES)
    expect((await bring('film.mp4', 'video/mp4', most)).status).toBe(201)
    const more = new Uint8Array(MAX_ATTACHMENT_BYTES + 1)
    expect(await failureOf(await bring('film.mp4', 'video/mp4', more))).toBe('413 request.too_large')
  })

  it.each([
    ['that is a program', 'setup.exe', 'image/png', '415 attachment.refused'],
    ['that is a program with dots and blanks behind', 'setup.EXE . .', 'image/png', '415 attachment.refused'],
    ['that says it is a program', 'setup', 'application/x-msdownload', '415 attachment.refused'],
    ['without a name', null, 'image/png', '400 request.invalid'],
    ['with a blank for a name', ' ', 'image/png', '400 request.invalid'],
    ['with a name without end', 'x'.repeat(301), 'image/png', '400 request.invalid'],
  ])('%s is refused', async (_, name, type, failure) => {
    expect(await failureOf(await bring(name, type, 'MZ'))).toBe(failure)
  })

  it('is brought by nobody else', async () => {
    expect(await failureOf(await bring('a', 'image/png', 'x', bob.device))).toBe('404 conversation.not_found')
    expect(await failureOf(await bring('a', 'image/png', 'x', new Device(house.url)))).toBe(
      '401 auth.required',
    )
    const unknown = '/api/conversations/cnv_00000000000000000000000000/attachments?name=a'
    const sent = await ann.device.fetch(unknown, { method: 'POST', body: 'x' })
    expect(await failureOf(sent)).toBe('404 conversation.not_found')
    const elsewhere = { method: 'POST', body: 'x', headers: { origin: 'https://evil.example' } }
    expect(await failureOf(await ann.device.fetch(`${folder}?name=a`, elsewhere))).toBe(
      '403 request.forbidden_origin',
    )
  })
})
