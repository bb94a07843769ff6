import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readKeyRing, type KeyRing } from './key-ring.ts'
import { Sealer, type SealContext } from './seal.ts'

const CONTEXT: SealContext = { ownerId: 'usr_1', field: 'provider_key' }

function ringOf(...entries: [string, number][]): KeyRing {
  const ring = readKeyRing(entries.map(([id, seed]) => `${id}:${keyOf(seed)}`).join(','))
  if (!ring.ok) throw new Error(ring.error.message)
  return ring.value
}

function keyOf(seed: number): string {
  return btoa(String.fromCharCode(...new Uint8Array(32).fill(seed)))
}

function codeOf(result: { ok: boolean; error?: { code: string } }): string {
  return result.error?.code ?? 'ok'
}

const sealer = new Sealer(ringOf(['k1', 1]))

describe('a sealed value', () => {
  it('opens to what was sealed, for its owner and field', async () => {
    const context = fc.record({ ownerId: fc.string(), field: fc.string() })
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), context, async (plaintext, where) => {
        expect(await sealer.open(await sealer.seal(plaintext, where), where)).toEqual({
          ok: true,
          value: plaintext,
        })
      }),
    )
  })

  it('opens where it is large', async () => {
    const plaintext = 'x'.repeat(500_000)
    expect(await sealer.open(await sealer.seal(plaintext, CONTEXT), CONTEXT)).toEqual({
      ok: true,
      value: plaintext,
    })
  })

  it('never opens after any one of its characters has changed', async () => {
    const sealed = await sealer.seal('a secret', CONTEXT)
    const character = fc.constantFrom(...'ABCXYZabcxyz0189-_.+/= '.split(''))
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), character, async (index, replacement) => {
        fc.pre(sealed[index] !== replacement)
        const altered = sealed.slice(0, index) + replacement + sealed.slice(index + 1)
        expect(codeOf(await sealer.open(altered, CONTEXT))).not.toBe('ok')
      }),
      { numRuns: 1_000 },
    )
  })

  it('never opens after any one bit of its bytes has flipped', async () => {
    const sealed = await sealer.seal('a secret', CONTEXT)
    const [version = '', keyId = '', text = ''] = sealed.split('.')
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) =>
      c.charCodeAt(0),
    )
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      const spelled = btoa(String.fromCharCode(...flipped))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '')
      expect(codeOf(await sealer.open(`${version}.${keyId}.${spelled}`, CONTEXT))).toBe('seal.not_authentic')
    }
  })

  it('does not open for another owner or field, however they are cut', async () => {
    const sealed = await sealer.seal('a secret', { ownerId: 'usr_1', field: 'key' })
    for (const context of [
      { ownerId: 'usr_2', field: 'key' },
      { ownerId: 'usr_1', field: 'token' },
      { ownerId: 'usr_1k', field: 'ey' },
      { ownerId: 'usr_', field: '1key' },
      { ownerId: 'usr_1","key', field: '' },
    ]) {
      expect(codeOf(await sealer.open(sealed, context))).toBe('seal.not_authentic')
    }
  })

  it('is different each time, and says nothing of the secret', async () => {
    const sealed = await Promise.all(Array.from({ length: 50 }, () => sealer.seal('a secret', CONTEXT)))
    expect(new Set(sealed).size).toBe(50)
    expect(sealed[0]).toMatch(/^s1\.k1\.[\w-]+$/)
  })

  it.each([
    '',
    'plaintext',
    's1.k1.',
    's1.k1.AAAA',
    's2.k1.AAAA',
    's1.k1.AAAA.x',
    `s1.k1.${'A'.repeat(37)}`,
    `s1.k1.${'é'.repeat(60)}`,
  ])('that no sealer wrote is malformed: %j', async (sealed) => {
    expect(codeOf(await sealer.open(sealed, CONTEXT))).toBe('seal.malformed')
  })
})

describe('keys that rotate', () => {
  const rotated = new Sealer(ringOf(['k2', 2], ['k1', 1]))

  it('open what the older key sealed, and say that it wants sealing anew', async () => {
    const old = await sealer.seal('a secret', CONTEXT)
    expect(await rotated.open(old, CONTEXT)).toEqual({ ok: true, value: 'a secret' })
    expect(rotated.needsRotation(old)).toBe(true)
    const renewed = await rotated.seal('a secret', CONTEXT)
    expect(renewed).toMatch(/^s1\.k2\./)
    expect(rotated.needsRotation(renewed)).toBe(false)
  })

  it('name the key that is no longer there', async () => {
    const sealed = await rotated.seal('a secret', CONTEXT)
    expect(await sealer.open(sealed, CONTEXT)).toMatchObject({
      ok: false,
      error: { code: 'seal.unknown_key', details: { keyId: 'k2' } },
    })
  })

  it('do not open under a different key of the same name', async () => {
    const sealed = await sealer.seal('a secret', CONTEXT)
    expect(codeOf(await new Sealer(ringOf(['k1', 9])).open(sealed, CONTEXT))).toBe('seal.not_authentic')
  })

  it('do not open under the name of another key of the ring', async () => {
    const sealed = await sealer.seal('a secret', CONTEXT)
    const twins = new Sealer(ringOf(['k2', 1], ['k1', 1]))
    expect(codeOf(await twins.open(sealed.replace('.k1.', '.k2.'), CONTEXT))).toBe('seal.not_authentic')
  })
})
