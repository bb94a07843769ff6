import { describe, expect, it } from 'vitest'
import { readKeyRing } from './key-ring.ts'

const KEY = btoa(String.fromCharCode(...Array.from({ length: 32 }, (_, index) => 0xf8 + (index % 8))))

describe('the setting of the sealing keys', () => {
  it('puts the current key first', () => {
    const ring = readKeyRing(`2026-11:${KEY}, old:${KEY}`)
    expect(ring.ok && ring.value.map(({ id }) => id)).toEqual(['2026-11', 'old'])
  })

  it('takes base64 in either alphabet, with padding or without', () => {
    const urlSafe = KEY.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
    expect(KEY).toMatch(/[+/]/)
    expect(readKeyRing(`k:${urlSafe}`)).toEqual(readKeyRing(`k:${KEY}`))
  })

  it.each([
    ['', 'Sealing key 1 '],
    [KEY, 'Sealing key 1 does not begin with a name'],
    [`:${KEY}`, 'Sealing key 1 does not begin with a name'],
    [`k1:${KEY},`, 'Sealing key 2 does not begin with a name'],
    [`${KEY}:k1`, 'Sealing key 1 does not begin with a name'],
    [`k 1:${KEY}`, 'Sealing key 1 does not begin with a name'],
    [`k1:${KEY},k2:hunter2!`, 'Sealing key 2 is not base64'],
    [`k1:${KEY.slice(0, 40)}`, 'Sealing key 1 has 30 bytes instead of 32'],
    [`k1:`, 'Sealing key 1 has 0 bytes instead of 32'],
    [`k1:${KEY},k1:${KEY}`, 'Sealing key 2 has the name of an earlier one'],
  ])('refuses %j and says which entry is wrong, without repeating any of it', (setting, message) => {
    const ring = readKeyRing(setting)
    expect(ring.ok ? null : ring.error.code).toBe('seal.bad_config')
    expect(ring.ok ? '' : ring.error.message).toContain(message)
    expect(JSON.stringify(ring)).not.toContain(KEY.slice(0, 8))
    expect(JSON.stringify(ring)).not.toContain('hunter2')
  })
})
