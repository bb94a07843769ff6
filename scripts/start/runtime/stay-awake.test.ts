import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keptAwake } from './stay-awake.ts'

const GIB = 1024 ** 3
/** 1,000 objects. */
let many = { name: 'Many', folder: '' }
const NEW = { name: 'New', folder: '/there/is/none' }

beforeAll(() => {
  many = { name: 'Many', folder: mkdtempSync(path.join(tmpdir(), 'switchboard-awake-')) }
  const names = Array.from({ length: 1_000 }, (_, n) => [`${n}.sqlite`, `${n}.sqlite-wal`]).flat()
  for (const name of [...names, 'metadata.sqlite']) writeFileSync(path.join(many.folder, name), '')
})

afterAll(() => rmSync(many.folder, { recursive: true }))

describe('the objects of a class stay awake', () => {
  it('while twice as many would take no more than an eighth of the memory and half of the files', () => {
    expect(keptAwake([many], { memoryBytes: 4 * GIB, openFiles: 12_000 })).toEqual(['Many'])
  })

  it.each([
    ['memory', { memoryBytes: 4 * GIB - 100 * 1024 ** 2, openFiles: 12_000 }],
    ['open files', { memoryBytes: 4 * GIB, openFiles: 11_999 }],
  ])('not where the machine has too few %s', (_, machine) => {
    expect(keptAwake([many], machine)).toEqual([])
  })

  it('in a new house on a machine that could hold a few hundred', () => {
    expect(keptAwake([NEW], { memoryBytes: GIB, openFiles: 1_200 })).toEqual(['New'])
    expect(keptAwake([NEW], { memoryBytes: GIB, openFiles: 1_024 })).toEqual([])
  })

  it('the first of the classes first, where the machine does not hold all of them together', () => {
    const machine = { memoryBytes: 4 * GIB, openFiles: 13_200 }
    expect(keptAwake([many, NEW], { ...machine, memoryBytes: 5 * GIB })).toEqual(['Many', 'New'])
    expect(keptAwake([many, NEW], machine)).toEqual(['Many'])
    expect(keptAwake([NEW, many], machine)).toEqual(['New'])
    expect(keptAwake([many, NEW], { ...machine, openFiles: 4_000 })).toEqual(['New'])
  })
})
