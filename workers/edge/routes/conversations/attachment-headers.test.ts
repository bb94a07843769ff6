import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attachmentHeaders } from './attachment-headers.ts'

function headersOf(given: { name?: string; type?: string }): Headers {
  // Whatever no header may hold is refused here, as the runtime refuses it.
  return new Headers(attachmentHeaders({ name: 'photo.png', type: 'image/png', ...given }))
}

function dispositionOf(given: { name?: string; type?: string }): string {
  return headersOf(given).get('content-disposition') ?? ''
}

describe('a file', () => {
  it.each([
    'image/png',
    'image/jpeg',
    'image/gif',
    'image/webp',
    'image/avif',
    'audio/mpeg',
    'audio/ogg',
    'video/mp4',
    'video/webm',
  ])('of type %s may be shown where it stands', (type) => {
    expect(dispositionOf({ type })).toMatch(/^inline; /)
  })

  it.each([
    'text/html',
    'image/svg+xml',
    'application/xhtml+xml',
    'application/xml',
    'text/xml',
    'application/pdf',
    'text/plain',
    'text/css',
    'application/javascript',
    'image/bmp',
    'image/png+xml',
    'ximage/png',
    'image/pngx',
    'message/rfc822',
    'application/octet-stream',
  ])('of type %s is a download', (type) => {
    expect(dispositionOf({ type })).toMatch(/^attachment; /)
  })

  it.each(['text/html', 'image/png'])('of type %s can run nothing and is read as nothing else', (type) => {
    const headers = headersOf({ type })
    expect(headers.get('content-type')).toBe(type)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'; sandbox")
  })
})

describe('the name of a file', () => {
  it.each([
    ['photo.png', 'photo.png', 'photo.png'],
    ['Über alles.png', '_ber alles.png', '%C3%9Cber%20alles.png'],
    ["it's (1)*.png", 'it_s (1)_.png', 'it%27s%20%281%29%2A.png'],
    ['a"; filename="b.html', 'a__ filename__b.html', 'a%22%3B%20filename%3D%22b.html'],
    ['../../etc/passwd', '.._.._etc_passwd', '.._.._etc_passwd'],
    ['..\\..\\boot.ini', '.._.._boot.ini', '.._.._boot.ini'],
    ['a\r\nSet-Cookie: b=c', 'a__Set-Cookie_ b_c', 'a__Set-Cookie%3A%20b%3Dc'],
    ['photo\u202Egnp.exe', 'photo_gnp.exe', 'photo_gnp.exe'],
    ['a\0b', 'a_b', 'a_b'],
    ['half \uD83D', 'half _', 'half%20%EF%BF%BD'],
  ])('%j is told to all clients', (name, plain, encoded) => {
    expect(dispositionOf({ name })).toBe(`inline; filename="${plain}"; filename*=UTF-8''${encoded}`)
  })

  it('whatever it is, ends neither its header nor its quotes, leads nowhere and is otherwise kept', () => {
    const name = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))
    fc.assert(
      fc.property(name, (given) => {
        const [, encoded = 'none'] =
          /^inline; filename="[\w .()+,-]*"; filename\*=UTF-8''([\w.!~%-]*)$/.exec(
            dispositionOf({ name: given }),
          ) ?? []
        const told = decodeURIComponent(encoded)
        expect(told).not.toMatch(/[\p{Cc}/\\]/u)
        expect(told).toHaveLength(given.length)
        const known = given.toWellFormed()
        const isKept = Array.from(
          { length: told.length },
          (_, at) => told[at] === known[at] || told[at] === '_',
        )
        expect(isKept).not.toContain(false)
      }),
    )
  })
})
