import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBytes } from './decode.ts'

function bytes(...values: number[]): Uint8Array {
  return Uint8Array.from(values)
}

function ascii(text: string, ...rest: number[]): Uint8Array {
  return Uint8Array.from([...new TextEncoder().encode(text), ...rest])
}

function wide(text: string, size: 2 | 4, littleEndian: boolean, mark: boolean): Uint8Array {
  const units = Array.from(`${mark ? '\ufeff' : ''}${text}`)
  const view = new DataView(new ArrayBuffer(units.length * size))
  units.forEach((unit, i) => {
    if (size === 2) view.setUint16(i * 2, unit.charCodeAt(0), littleEndian)
    else view.setUint32(i * 4, unit.codePointAt(0) ?? 0, littleEndian)
  })
  return new Uint8Array(view.buffer)
}

const DECLARED = '<?xml version="1.0" encoding="iso-8859-2"?><rss>'

describe('the encoding of a document', () => {
  it('is that of the byte order mark before what HTTP or the document say', () => {
    const marked = ascii('', 0xef, 0xbb, 0xbf, ...ascii(DECLARED), 0xc3, 0xa9)
    expect(decodeBytes(marked, 'text/xml; charset=windows-1251').text).toBe(`${DECLARED}é`)
  })

  it('is that of HTTP before what the document says', () => {
    expect(decodeBytes(ascii(DECLARED, 0xe9), 'text/xml; charset=windows-1251').text).toBe(`${DECLARED}й`)
    expect(decodeBytes(ascii(DECLARED, 0xe9), "application/xml;charset = 'koi8-r'").text).toBe(`${DECLARED}И`)
  })

  it('is that of the declaration where HTTP names none or one that nobody knows', () => {
    expect(decodeBytes(ascii(DECLARED, 0xb1), 'text/xml').text).toBe(`${DECLARED}ą`)
    expect(decodeBytes(ascii(DECLARED, 0xb1), 'text/xml; charset=klingon').text).toBe(`${DECLARED}ą`)
  })

  it('is that of the meta element in a page', () => {
    const html = '<!doctype html><meta charset=windows-1251><p>'
    expect(decodeBytes(ascii(html, 0xe9), null).text).toBe(`${html}й`)
  })

  it('is UTF-8 where nothing is said and the bytes are, else windows-1252', () => {
    expect(decodeBytes(ascii('<rss>', 0xc3, 0xa9), null)).toEqual({ text: '<rss>é', encoding: 'utf-8' })
    expect(decodeBytes(ascii('<rss>', 0xe9, 0x93), null)).toEqual({
      text: '<rss>é“',
      encoding: 'windows-1252',
    })
  })

  it('stays UTF-8 when a few bytes of much text are broken', () => {
    const mostly = ascii('', ...new TextEncoder().encode('ééé'), 0xff)
    expect(decodeBytes(mostly, null)).toEqual({ text: 'ééé\ufffd', encoding: 'utf-8' })
  })

  it('is found for UTF-16 and UTF-32 of either order, with a mark or without, whatever the document claims', () => {
    const text = '<?xml version="1.0" encoding="utf-8"?><rss>é年</rss>'
    for (const size of [2, 4] as const) {
      for (const littleEndian of [true, false]) {
        for (const mark of [true, false]) {
          expect(decodeBytes(wide(text, size, littleEndian, mark), null).text).toBe(text)
        }
      }
    }
  })

  it('covers the legacy encodings that browsers know', () => {
    const samples: [string, number[], string][] = [
      ['shift_jis', [0x93, 0xfa], '日'],
      ['euc-jp', [0xc6, 0xfc], '日'],
      ['gb2312', [0xc8, 0xd5], '日'],
      ['big5', [0xa4, 0xe9], '日'],
      ['euc-kr', [0xb3, 0xe2], '년'],
      ['koi8-u', [0xa4], 'є'],
      ['windows-1256', [0xc8], 'ب'],
      ['us-ascii', [0x93], '“'],
    ]
    for (const [label, sample, expected] of samples) {
      expect(decodeBytes(bytes(...sample), `text/xml; charset=${label}`).text).toBe(expected)
    }
  })

  it('takes the C1 controls of a bad conversion for the punctuation they were', () => {
    expect(decodeBytes(ascii('don', 0xc2, 0x92, 0x74), null).text).toBe('don’t')
  })

  it('never stops the decoding, whatever the bytes and labels', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.option(fc.string(), { nil: null }),
        (input, label) => {
          expect(typeof decodeBytes(input, label === null ? null : `text/xml; charset=${label}`).text).toBe(
            'string',
          )
        },
      ),
    )
  })
})
