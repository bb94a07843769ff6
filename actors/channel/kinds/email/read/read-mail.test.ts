import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALTERNATIVE, ARRIVED, bytesOf, FLOWED, HEAD, HTML_ONLY, kept, PLAIN } from '../testing/mails.ts'
import { readAttachment, readMail, type ReadMail } from './read-mail.ts'

async function read(...args: Parameters<typeof kept>): Promise<ReadMail> {
  const mail = await readMail(kept(...args))
  if (!mail.ok) throw new Error(mail.error.message)
  return mail.value
}

describe('a mail that is read', () => {
  it('tells who wrote it, to whom, when, and what', async () => {
    expect(await read(PLAIN)).toMatchObject({
      messageId: '<first@example.com>',
      from: { name: 'Ada Lovelace', address: 'ada@example.com' },
      to: [{ address: 'me@example.org' }],
      subject: 'Lunch',
      at: '2026-11-20T09:58:00.000Z',
      nature: 'ordinary',
      body: { text: 'Shall we have lunch?', html: null },
      attachments: [],
    })
  })

  it('keeps the text, the HTML made safe, and files by their place in the raw mail', async () => {
    const mail = await read(ALTERNATIVE)
    expect(mail.subject).toBe('Grüße aus Köln')
    expect(mail.body.text).toBe('Grüße')
    expect(mail.body.html).toContain('<p>Grüße</p>')
    expect(mail.body.html).not.toMatch(/script|onclick|alert/)
    const pdf = mail.attachments.find(({ type }) => type === 'application/pdf')
    expect(pdf).toMatchObject({ name: 'Ärger.pdf', size: 4 })
    const index = Number(pdf?.ref.split('/')[1])
    const file = await readAttachment(kept(ALTERNATIVE).raw, index)
    expect(new TextDecoder().decode(file?.bytes)).toBe('%PDF')
  })

  it('shows pictures that it brings, and loads none from elsewhere', async () => {
    const { html } = (await read(ALTERNATIVE)).body
    expect(html).toContain('<img src="data:image/png;base64,iVBORw0KGgo="')
    expect(html).not.toContain('spy.example')
    expect(html).toContain('Photo')
  })

  it('that is HTML alone has a text with its lines', async () => {
    const { text } = (await read(HTML_ONLY)).body
    expect(text.split('\n').map((line) => line.trim())).toEqual([
      'First & foremost',
      'a',
      'b',
      '',
      'see here',
    ])
  })

  it('is unwrapped where its lines flow (RFC 3676)', async () => {
    const { text } = (await read(FLOWED)).body
    expect(text).toContain('One paragraph that its writer saw as one line, though it came in two.')
    expect(text).toContain('> quoted')
  })

  it.each([
    ['iso-8859-1', [0x47, 0x72, 0xfc, 0xdf, 0x65], 'Grüße'],
    ['windows-1252', [0x93, 0x48, 0x69, 0x94, 0x80], '“Hi”€'],
    ['koi8-r', [0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4], 'Привет'],
    ['iso-2022-jp', [0x1b, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x5c, 0x1b, 0x28, 0x42], '日本'],
    ['shift_jis', [0x93, 0xfa, 0x96, 0x7b], '日本'],
  ])('is decoded from %s', async (charset, body, text) => {
    const head = [...HEAD, `Content-Type: text/plain; charset=${charset}`, 'Content-Transfer-Encoding: 8bit']
    expect((await read(bytesOf(head, body))).body.text).toBe(text)
  })

  it('without a Message-ID is known by the hash of its bytes', async () => {
    const { messageId } = await read(['From: a@example.com', '', 'x'])
    expect(messageId).toBe(`<${'a'.repeat(64)}@no-message-id.invalid>`)
  })

  it('has come when it came, where its own clock cannot be right', async () => {
    for (const date of ['Fri, 20 Nov 2099 10:00:00 +0000', 'yesterday', '']) {
      expect((await read([`Date: ${date}`, 'From: a@example.com', '', 'x'])).at).toBe(ARRIVED)
    }
  })

  it('keeps the envelope apart from its header: whom to answer stands in Reply-To', async () => {
    const raw = ['From: Ada <ada@example.com>', 'Reply-To: Team <team@example.com>', '', 'x']
    const mail = await read(raw, { from: 'bounces+1@relay.example' })
    expect(mail.from?.address).toBe('ada@example.com')
    expect(mail.answersTo).toEqual([{ name: 'Team', address: 'team@example.com' }])
  })
})

describe('a mail that cannot be read', () => {
  it('nested more than 256 deep fails as a value', async () => {
    const deep = Array.from({ length: 300 }, (_, index) => [
      `Content-Type: multipart/mixed; boundary="b${index}"`,
      '',
      `--b${index}`,
    ]).flat()
    const mail = await readMail(kept([...HEAD, ...deep]))
    expect(mail).toMatchObject({ ok: false, error: { code: 'mail.unreadable' } })
  })

  it('with more than 2 MiB of headers fails as a value', async () => {
    const lines = Array.from({ length: 30_000 }, (_, index) => `X-Filler-${index}: ${'x'.repeat(80)}`)
    expect(await readMail(kept([...HEAD, ...lines, '', 'x']))).toMatchObject({ ok: false })
  })

  it('of any bytes at all never throws', async () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .constantFrom(
          ...HEAD,
          ...ALTERNATIVE,
          'References: <',
          '\r\n',
          'From: <<>>',
          'Content-Type: /;;charset=',
        )
        .map((line) => new TextEncoder().encode(`${line}\r\n`)),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        const raw = new Uint8Array(pieces.flatMap((each) => [...each]))
        const mail = await readMail(kept(raw))
        if (mail.ok) expect(mail.value.messageId).toMatch(/^<[^<>\s]+>$/)
      }),
      { numRuns: 300 },
    )
  })
})
