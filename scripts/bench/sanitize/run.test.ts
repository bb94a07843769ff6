import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { hasVectors } from './judge.ts'

describe.skipIf(!hasVectors())('the hostile strings of other projects', () => {
  it('leave nothing behind that the detector knows, and nothing that a second pass would change', () => {
    const { stdout } = spawnSync(process.execPath, [path.join(import.meta.dirname, 'run.ts')], {
      encoding: 'utf8',
    })
    const rows = stdout.trim().split('\n').slice(1)
    const [vectors, executable, changed, ...kinds] = rows.map((row) => row.trim().split(/\s{2,}/))
    expect(Number(vectors?.[1])).toBeGreaterThan(800)
    expect(Number(executable?.[1])).toBeGreaterThan(300)
    expect([executable?.[2], changed?.[2]]).toEqual(['0', '0'])
    expect(kinds.length).toBeGreaterThan(30)
    expect(kinds.filter(([, , left]) => left !== '0')).toEqual([])
  })
})
