import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mayStayAwake } from './stay-awake.ts'

const GIB = 1024 ** 3
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'switchboard-awake-'))
  const names = Array.from({ length: 1_000 }, (_, n) => [`${n}.sqlite`, `${n}.sqlite-wal`]).flat()
  for (const name of [...names, 'metadata.sqlite']) writeFileSync(path.join(folder, name), '')
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('the objects of a class stay awake', () => {
  it('while twice as many would take no more than an eighth of the memory and half of the files', () => {
    expect(mayStayAwake(folder, { memoryBytes: 4 * GIB, openFiles: 12_000 })).toBe(true)
  })

  it.each([
    ['memory', { memoryBytes: 4 * GIB - 100 * 1024 ** 2, openFiles: 12_000 }],
    ['open files', { memoryBytes: 4 * GIB, openFiles: 11_999 }],
  ])('not where the machine has too few %s', (_, machine) => {
    expect(mayStayAwake(folder, machine)).toBe(false)
  })

  it('in a new house on a machine that could hold a few hundred', () => {
    expect(mayStayAwake(path.join(folder, 'none'), { memoryBytes: GIB, openFiles: 1_200 })).toBe(true)
    expect(mayStayAwake(path.join(folder, 'none'), { memoryBytes: GIB, openFiles: 1_024 })).toBe(false)
  })
})
