import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readFeed } from '@switchboard/feed/pipeline'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const suites = path.resolve(import.meta.dirname, '../../../../shared/feedcorpus/suites')
const present = existsSync(suites)
const files = present
  ? readdirSync(suites, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(?:xml|json)$/.test(file))
  : []

function read(file: string): Uint8Array {
  return readFileSync(path.join(suites, file))
}

describe.skipIf(!present)('the feeds of other projects', () => {
  it('are all read', () => {
    expect(files.length).toBeGreaterThan(900)
    const refused = files.filter((file) => !readFeed(read(file), { url: 'https://example.org/' }).ok)
    expect(refused).toEqual([])
  })

  it('are read or refused, and never break the reading, with bytes changed, cut out or put in', () => {
    const put = fc.uint8Array({ maxLength: 8 })
    const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(200), put })
    const changed = fc.tuple(fc.constantFrom(...files), fc.array(edit, { minLength: 1, maxLength: 5 }))
    fc.assert(
      fc.property(changed, ([file, edits]) => {
        let bytes = read(file)
        for (const { at, cut, put: added } of edits) {
          const start = Math.floor(at * bytes.length)
          bytes = Uint8Array.from([...bytes.subarray(0, start), ...added, ...bytes.subarray(start + cut)])
        }
        const result = readFeed(bytes, { url: 'https://example.org/' })
        const keys = result.ok ? result.value.items.map(({ key }) => key) : []
        expect(new Set(keys).size).toBe(keys.length)
      }),
      { numRuns: 1500 },
    )
  })
})
