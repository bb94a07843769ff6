import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capnp, Literal } from './capnp.ts'

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }

/** The escapes of Cap'n Proto's own lexer. */
function unescape(text: string): string {
  return text.replaceAll(/\\(?:x([0-9a-f]{2})|(.))/g, (_, hex: string | undefined, char: string) =>
    hex === undefined ? (ESCAPES[char] ?? char) : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

describe("Cap'n Proto text", () => {
  it('writes structs, lists and literals, and leaves out what is undefined', () => {
    const value = { name: 'a', flag: true, none: undefined, list: ['x', { y: new Literal('embed "z"') }] }
    expect(capnp(value)).toBe('(name = "a", flag = true, list = ["x",\n(y = embed "z")])')
  })

  it('keeps no raw control character and no quote that ends the text', () => {
    assert(
      property(string({ unit: 'binary' }), (text) => {
        const inner = capnp(text).slice(1, -1)
        // oxlint-disable-next-line no-control-regex -- they are what must not be there
        expect(inner).not.toMatch(/[\u0000-\u001F]/)
        expect(inner.replaceAll(/\\./g, '')).not.toMatch(/["\\]/)
      }),
    )
  })

  it('is read back by C-escape rules as it was written', () => {
    assert(
      property(string({ unit: 'binary' }), (text) => {
        expect(unescape(capnp(text).slice(1, -1))).toBe(text)
      }),
    )
  })
})
