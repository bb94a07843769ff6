import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeXml } from './decode-xml.ts'

function bytesOf(...bytes: readonly number[]): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

function ascii(text: string): number[] {
  return Array.from(text, (char) => char.charCodeAt(0))
}

it('reads UTF-8 where nothing else is said', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }).filter((text) => !text.startsWith('\uFEFF')),
      (text) => {
        const document = bytesOf(...new TextEncoder().encode(`<opml>${text}</opml>`))
        expect(decodeXml(document, 'text/x-opml')).toBe(`<opml>${text}</opml>`)
      },
    ),
  )
})

it('reads the encoding that the XML declaration names', () => {
  const declaration = '<?xml version="1.0" encoding="ISO-8859-1"?>'
  expect(decodeXml(bytesOf(...ascii(declaration), 0xe9), 'text/xml')).toBe(`${declaration}é`)
})

it('believes the Content-Type before the declaration', () => {
  const declaration = '<?xml version="1.0" encoding="ISO-8859-1"?>'
  const document = bytesOf(...ascii(declaration), 0xc3, 0xa9)
  expect(decodeXml(document, 'text/xml; charset="utf-8"')).toBe(`${declaration}é`)
})

it('believes a byte order mark before everything', () => {
  const document = bytesOf(0xff, 0xfe, 0x3c, 0, 0xe9, 0)
  expect(decodeXml(document, 'text/xml; charset=utf-8')).toBe('<é')
  expect(decodeXml(bytesOf(0xfe, 0xff, 0, 0x3c, 0, 0xe9), undefined)).toBe('<é')
  expect(decodeXml(bytesOf(0xef, 0xbb, 0xbf, 0x3c), undefined)).toBe('<')
})

it('reads an encoding that nobody knows as UTF-8', () => {
  expect(decodeXml(bytesOf(0x3c, 0xc3, 0xa9), 'text/xml; charset=klingon')).toBe('<é')
})
