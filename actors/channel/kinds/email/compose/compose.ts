import { clip } from '@switchboard/kernel/text/clip'
import type { File } from '../../kind.ts'
import { addressHeader, idsHeader, oneLine, textHeader } from './header.ts'
import { parameter } from './parameters.ts'
import { quotedPrintable } from './quoted-printable.ts'

/** A letter before it is written. The same letter gives the same bytes, so that a repetition is recognisable. */
export interface Letter {
  /** In angle brackets. */
  readonly messageId: string
  readonly from: { readonly name: string; readonly address: string }
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly replyTo: string | null
  readonly subject: string
  /** ISO 8601. */
  readonly at: string
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  /** A rule sends it (RFC 3834). */
  readonly auto: boolean
  readonly text: string
  readonly files: readonly File[]
}

/**
 * Writes a letter as RFC 5322: ASCII with CRLF, whatever stands in it. No value can begin a header of its own.
 * @throws for an address that isPlainAddress refuses
 */
export function compose(letter: Letter): string {
  const headers = [...headersOf(letter), 'MIME-Version: 1.0']
  return [...headers, ...bodyOf(letter)].join('\r\n')
}

function headersOf(letter: Letter): string[] {
  const { from, to, cc, replyTo, inReplyTo, auto } = letter
  return [
    `Date: ${new Date(letter.at).toUTCString().replace('GMT', '+0000')}`,
    addressHeader('From', [from.address], from.name),
    addressHeader('To', to),
    ...(cc.length === 0 ? [] : [addressHeader('Cc', cc)]),
    ...(replyTo === null ? [] : [addressHeader('Reply-To', [replyTo])]),
    textHeader('Subject', letter.subject),
    ...present(idsHeader('Message-ID', [letter.messageId])),
    ...(inReplyTo === null ? [] : present(idsHeader('In-Reply-To', [inReplyTo]))),
    ...present(idsHeader('References', letter.references)),
    ...(auto ? ['Auto-Submitted: auto-replied'] : []),
  ]
}

function present(header: string | null): string[] {
  return header === null ? [] : [header]
}

function bodyOf({ text, files, messageId }: Letter): string[] {
  const plain = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable']
  const content = [...plain, '', quotedPrintable(text), '']
  if (files.length === 0) return content
  // "=_" stands in no quoted-printable and no base64, so that no part can hold the boundary.
  const boundary = `=_${messageId.replace(/[^0-9a-z]/gi, '').slice(0, 40)}`
  const parts = [content, ...files.map(partOf)]
  return [
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    ...parts.flatMap((part) => [`--${boundary}`].concat(part)),
    `--${boundary}--`,
    '',
  ]
}

function partOf({ name, type, bytes }: File): string[] {
  const file = clip(oneLine(name), 150)
  return [
    `Content-Type: ${safeType(type)}`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment${file === '' ? '' : parameter('filename', file)}`,
    '',
    bytes.toBase64().replace(/.{76}(?=.)/g, '$&\r\n'),
  ]
}

/** Types of mail itself may not be in base64 (RFC 2046, 5.2.1), and parameters are of no use here. */
function safeType(type: string): string {
  const plain = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,60}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,100}/i.exec(type)?.[0]
  const isOfMail = plain === undefined || /^(?:message|multipart)\//i.test(plain)
  return isOfMail ? 'application/octet-stream' : plain
}
