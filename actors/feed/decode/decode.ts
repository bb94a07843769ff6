import { readDocumentCharset, readHttpCharset } from './declared.ts'
import { findByteOrderMark, sniffWideEncoding } from './sniff.ts'
import { decodeUtf32 } from './utf32.ts'

export interface DecodedText {
  readonly text: string
  /** The encoding used, as the Encoding Standard names it. */
  readonly encoding: string
}

// Names the Encoding Standard has no label for, met in feeds and in the tests of other readers.
const EXTRA_LABELS: ReadonlyMap<string, string> = new Map([
  ['u8', 'utf-8'],
  ['utf', 'utf-8'],
  ['utf8mb4', 'utf-8'],
  ['utf-8-bom', 'utf-8'],
  ['u16', 'utf-16'],
  ['utf16', 'utf-16'],
  ['utf_16', 'utf-16'],
  ['utf32', 'utf-32'],
  ['u32', 'utf-32'],
  ['utf_32', 'utf-32'],
  ['iso8859-15', 'iso-8859-15'],
  ['cp936', 'gbk'],
  ['cp949', 'euc-kr'],
  ['cp950', 'big5'],
  ['cp932', 'shift_jis'],
  ['cp1250', 'windows-1250'],
  ['win1251', 'windows-1251'],
  ['latin9', 'iso-8859-15'],
])

/**
 * Turns the bytes of a feed or page into text.
 * Order of trust: byte order mark, the zero bytes of UTF-16/32, the HTTP charset, the document's own declaration,
 * then UTF-8 if the bytes are UTF-8, else windows-1252. A label nobody knows counts as absent.
 *
 * @param contentType the HTTP header's value, or null
 */
export function decodeBytes(bytes: Uint8Array, contentType: string | null): DecodedText {
  const decoded = decodeRaw(bytes, contentType)
  return { text: readControlsAsWindows1252(decoded.text), encoding: decoded.encoding }
}

function decodeRaw(bytes: Uint8Array, contentType: string | null): DecodedText {
  const mark = findByteOrderMark(bytes)
  if (mark) return decodeAs(bytes.subarray(mark.length), mark.encoding)
  const wide = sniffWideEncoding(bytes)
  if (wide) return decodeAs(bytes, wide)
  const label = readHttpCharset(contentType)
  const declared = decodeLabelled(bytes, label) ?? decodeLabelled(bytes, readDocumentCharset(bytes))
  return declared ?? decodeUnlabelled(bytes)
}

function decodeLabelled(bytes: Uint8Array, label: string | null): DecodedText | null {
  if (label === null) return null
  const known = EXTRA_LABELS.get(label) ?? label
  // Zero bytes have shown that it is neither, so such a label is wrong: a transcoding proxy left it behind.
  if (known.startsWith('utf-16') || known.startsWith('utf-32')) return null
  const decoder = createDecoder(known)
  if (decoder === null) return null
  if (decoder.encoding === 'utf-8') return decodeUnlabelled(bytes)
  return { text: decoder.decode(bytes), encoding: decoder.encoding }
}

function decodeAs(bytes: Uint8Array, encoding: string): DecodedText {
  if (encoding === 'utf-32le' || encoding === 'utf-32be') {
    return { text: decodeUtf32(bytes, encoding === 'utf-32le'), encoding }
  }
  return { text: new TextDecoder(encoding).decode(bytes), encoding }
}

/** UTF-8, unless what is not ASCII in it is mostly not UTF-8: then windows-1252, the web's legacy default. */
function decodeUnlabelled(bytes: Uint8Array): DecodedText {
  const utf8 = { text: new TextDecoder().decode(bytes), encoding: 'utf-8' }
  if (!utf8.text.includes('\ufffd')) return utf8
  const broken = utf8.text.split('\ufffd').length - 1
  const whole = utf8.text.match(/[\u0080-\ufffc]/g)?.length ?? 0
  return broken > whole ? decodeAs(bytes, 'windows-1252') : utf8
}

const C1_CONTROLS = /[\u0080-\u009f]/g
const WINDOWS_1252 = new TextDecoder('windows-1252')

/** C1 controls mean nothing in a document; they are windows-1252 punctuation that was converted as if Latin-1. */
export function readControlsAsWindows1252(text: string): string {
  return text.replace(C1_CONTROLS, (control) => WINDOWS_1252.decode(Uint8Array.of(control.charCodeAt(0))))
}

function createDecoder(label: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(label)
  } catch {
    return null
  }
}
