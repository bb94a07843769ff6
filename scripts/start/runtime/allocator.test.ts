import { expect, test } from 'vitest'
import { allocatorVariables } from './allocator.ts'

const CACHES_PER_CPU = { GLIBC_TUNABLES: 'glibc.pthread.rseq=0' }

test('on a Linux before 6.19 the allocator may keep its caches per CPU', () => {
  for (const release of ['4.18.0-553.el8.x86_64', '5.15.0-91-generic', '6.1.0-44-amd64', '6.18.44']) {
    expect(allocatorVariables('linux', release), release).toEqual(CACHES_PER_CPU)
  }
})

test('where that corrupts memory, is unknown, or is no Linux, nothing is set', () => {
  for (const release of ['6.19.0', '6.20.1', '7.0.10-arch1', '10.2.0', 'unknown', '']) {
    expect(allocatorVariables('linux', release), release).toEqual({})
  }
  expect(allocatorVariables('darwin', '5.0.0')).toEqual({})
})
