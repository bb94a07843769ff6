import * as fc from 'fast-check'
import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { compose, type Letter } from './compose.ts'
import { isPlainAddress, oneLine } from './header.ts'

const LETTER: Letter = {
  messageId: '<msg_1@example.org>',
  from: { name: 'Me', address: 'me@example.org' },
  to: ['ada@example.com'],
  cc: [],
  replyTo: null,
  subject: 'Re: Lunch',
  at: '2026-11-20T10:00:00.000Z',
  inReplyTo: '<first@example.com>',
  references: ['<zero@example.com>', '<first@example.com>'],
  auto: false,
  text: 'Yes.\n',
  files: [],
}

const PERMITTED = new Set([
  'date',
  'from',
  'to',
  'cc',
  'reply-to',
  'subject',
  'message-id',
  'in-reply-to',
  'references',
  'auto-submitted',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
])

/** Text as an attacker would write it: line breaks of every kind before headers and encoded words. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\r\n ',
        '\u0000',
        '\u0085',
        '\u2028',
        '\t',
        '<',
        '>',
        ',',
        ':',
        '"',
        '\\',
        ';',
      ),
      fc.constantFrom(
        'Bcc: victim@example.net',
        'Subject: other',
        '=?utf-8?Q?=0D=0ABcc:_x?=',
        '<a@b>',
        '\r\n\r\nbody',
      ),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))

function headersOf(raw: string): string[] {
  const [head = ''] = raw.split('\r\n\r\n')
  return head.split(/\r\n(?![ \t])/)
}

describe('a composed mail', () => {
  it('has no header that somebody else wrote, whatever stands in its values', () => {
    fc.assert(
      fc.property(
        fc.record({
          subject: hostile,
          name: hostile,
          id: hostile,
          reference: hostile,
          file: hostile,
          type: hostile,
        }),
        ({ subject, name, id, reference, file, type }) => {
          const raw = compose({
            ...LETTER,
            subject,
            from: { name, address: 'me@example.org' },
            inReplyTo: id,
            references: [reference, '<first@example.com>'],
            files: [{ name: file, type, bytes: new Uint8Array([1]) }],
          })
          expect(raw).toMatch(/^[\r\n\t -~]*$/)
          expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
          const names = headersOf(raw).map((line) => line.slice(0, line.indexOf(':')).toLowerCase())
          expect(new Set(names).size).toBe(names.length)
          for (const each of names) expect(PERMITTED).toContain(each)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('injects no Bcc by way of In-Reply-To', async () => {
    const raw = compose({ ...LETTER, inReplyTo: '<a@b>\r\nBcc: victim@example.net' })
    expect((await PostalMime.parse(raw)).bcc).toBeUndefined()
    expect(raw).not.toContain('victim')
  })

  it('refuses addresses that are none', () => {
    for (const address of [
      'a@b\r\nBcc: c@d',
      'a b@c',
      'a@b,c@d',
      '<a@b>',
      'a@b>',
      'ü@example.org',
      '@b',
      'a@',
    ]) {
      expect(isPlainAddress(address)).toBe(false)
      expect(() => compose({ ...LETTER, to: [address] })).toThrow('not a plain address')
    }
    expect(isPlainAddress("o'neil+x.y@mail.example.co.uk")).toBe(true)
  })

  it('is read back by postal-mime as it was written', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 }).map((each) => oneLine(each))
    const lines = fc.array(text, { maxLength: 6 }).map((each) => each.join('\n'))
    const file = fc.record({
      name: text.filter((each) => each !== '' && !each.includes('=?')),
      bytes: fc.uint8Array({ maxLength: 500 }),
    })
    await fc.assert(
      fc.asyncProperty(
        text,
        lines,
        text,
        fc.array(file, { maxLength: 3 }),
        async (subject, body, name, files) => {
          const raw = compose({
            ...LETTER,
            subject,
            text: body,
            from: { name, address: 'me@example.org' },
            files: files.map((each) => ({
              ...each,
              name: each.name.slice(0, 40).toWellFormed(),
              type: 'image/png',
            })),
          })
          const read = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' })
          expect(read.subject ?? '').toBe(subject)
          expect(read.from).toMatchObject({ name, address: 'me@example.org' })
          expect((read.text ?? '').trimEnd()).toBe(body.trimEnd())
          expect(read.attachments.map(({ content }) => new Uint8Array(Object(content)))).toEqual(
            files.map(({ bytes }) => bytes),
          )
        },
      ),
      { numRuns: 300 },
    )
  })

  it('carries what threads it', async () => {
    const read = await PostalMime.parse(compose({ ...LETTER, cc: ['bob@example.com', 'eve@example.com'] }))
    expect(read).toMatchObject({
      messageId: '<msg_1@example.org>',
      inReplyTo: '<first@example.com>',
      references: '<zero@example.com> <first@example.com>',
      date: '2026-11-20T10:00:00.000Z',
      cc: [{ address: 'bob@example.com' }, { address: 'eve@example.com' }],
    })
  })

  it('has no line that a server would cut, and none that begins with a dot or "From "', () => {
    const raw = compose({
      ...LETTER,
      subject: 'x'.repeat(3_000),
      text: `.\nFrom me\n${'y'.repeat(5_000)} \n${'ü'.repeat(500)}`,
      references: Array.from({ length: 20 }, (_, index) => `<${'r'.repeat(200)}${index}@example.com>`),
      files: [{ name: `${'ä'.repeat(140)}.png`, type: 'image/png', bytes: new Uint8Array(10_000) }],
    })
    const lines = raw.split('\r\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(998)
    const body = lines.slice(lines.indexOf(''))
    expect(body.filter((line) => /^\.|^From /.test(line))).toEqual([])
  })

  it('says of itself that a rule sent it', async () => {
    expect(compose(LETTER)).not.toContain('Auto-Submitted')
    expect(compose({ ...LETTER, auto: true })).toContain('\r\nAuto-Submitted: auto-replied\r\n')
  })

  it('is the same bytes each time', () => {
    const files = [{ name: 'a.png', type: 'image/png', bytes: new Uint8Array([1, 2, 3]) }]
    expect(compose({ ...LETTER, files })).toBe(compose({ ...LETTER, files }))
  })
})
