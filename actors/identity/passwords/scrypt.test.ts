import { scryptSync } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatScrypt, memoryBytes, parseScrypt } from './phc.ts'
import { hashPassword, verifyPassword } from './scrypt.ts'

const cost = fc
  .record({
    ln: fc.integer({ min: 1, max: 16 }),
    r: fc.integer({ min: 1, max: 8 }),
    p: fc.integer({ min: 1, max: 16 }),
    salt: fc.uint8Array({ minLength: 8, maxLength: 64 }),
    hash: fc.uint8Array({ minLength: 16, maxLength: 64 }),
  })
  .filter((value) => memoryBytes(value) <= 64 * 1024 * 1024)

describe('the string of a hashed password', () => {
  it('reads back as it was written, whatever its parameters', () => {
    fc.assert(
      fc.property(cost, (value) => {
        expect(parseScrypt(formatScrypt(value))).toEqual(value)
      }),
    )
  })

  it('is refused when a character of it is changed into something that is not its canonical form', () => {
    fc.assert(
      fc.property(cost, fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (value, at, char) => {
        const text = formatScrypt(value)
        const index = at % text.length
        const changed = text.slice(0, index) + char + text.slice(index + 1)
        const read = parseScrypt(changed)
        if (read !== null) expect(formatScrypt(read)).toBe(changed)
      }),
    )
  })

  it('is not seen in arbitrary text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseScrypt(text)).toBeNull()
      }),
    )
  })

  it.each([
    [
      'more memory than an isolate has',
      '$scrypt$ln=20,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA',
    ],
    ['no cost at all', '$scrypt$ln=0,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA'],
    ['a salt too short', '$scrypt$ln=14,r=8,p=5$AAAA$AAAAAAAAAAAAAAAAAAAAAA'],
    ['another algorithm', '$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAA$AAAAAAAAAAA'],
  ])('is refused with %s', (_why, text) => {
    expect(parseScrypt(text)).toBeNull()
  })
})

describe('hashing a password', () => {
  it('makes another string each time, with the parameters that OWASP names', async () => {
    const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
    expect(one).toMatch(/^\$scrypt\$ln=14,r=8,p=5\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(one).not.toBe(two)
  })

  it('knows the right password from a wrong one', async () => {
    const stored = await hashPassword('correct horse')
    expect(await verifyPassword('correct horse', stored)).toBe(true)
    expect(await verifyPassword('correct horsf', stored)).toBe(false)
  })

  it('knows a password that was hashed with older parameters', async () => {
    const salt = new Uint8Array(16).fill(7)
    const hash = new Uint8Array(scryptSync('correct horse', salt, 64, { N: 1024, r: 4, p: 1 }))
    const stored = formatScrypt({ ln: 10, r: 4, p: 1, salt, hash })
    expect(await verifyPassword('correct horse', stored)).toBe(true)
    expect(await verifyPassword('wrong', stored)).toBe(false)
  })

  it('takes a letter for the same whether its accent is composed or combining', async () => {
    expect(await verifyPassword('caf\u00e9 au lait', await hashPassword('cafe\u0301 au lait'))).toBe(true)
  })

  it('knows nothing from a string that is not a hash', async () => {
    expect(await verifyPassword('correct horse', 'correct horse')).toBe(false)
  })
})
