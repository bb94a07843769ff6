import { describe, expect, it } from 'vitest'
import type { Check } from './check.ts'
import { listing } from './check.ts'
import { runTool } from './command.ts'
import { runChecks } from './run-checks.ts'

const pass: Check = { name: 'pass', run: async () => ({ passed: true, output: '' }) }

describe('running checks', () => {
  it('goes on after a failure, and counts a check that throws as failed', async () => {
    const crash: Check = { name: 'crash', run: () => Promise.reject(new Error('no such file')) }
    const told: string[] = []
    const outcomes = await runChecks([crash, pass, pass], 1, ({ name, passed }) =>
      told.push(`${name} ${passed}`),
    )
    expect(told).toEqual(['crash false', 'pass true', 'pass true'])
    expect(outcomes[0]?.output).toContain('no such file')
  })

  it('runs no more at once than asked', async () => {
    let running = 0
    let most = 0
    const check: Check = {
      name: 'slow',
      run: async () => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setTimeout(resolve, 5))
        running--
        return { passed: true, output: '' }
      },
    }
    expect(
      await runChecks(
        Array.from({ length: 9 }, () => check),
        2,
        () => {},
      ),
    ).toHaveLength(9)
    expect(most).toBe(2)
  })

  it('fails a list that is not empty', async () => {
    expect(await listing('list', async () => ['a', 'b']).run()).toEqual({ passed: false, output: 'a\nb' })
    expect(await listing('list', async () => []).run()).toMatchObject({ passed: true })
  })

  it('fails a tool that ends with an error, or that is not there', async () => {
    expect(await runTool({ program: 'tsc', args: ['--version'] })).toMatchObject({ passed: true })
    const failed = await runTool({ program: 'tsc', args: ['-p', 'nowhere.json'] })
    expect(failed.passed).toBe(false)
    expect(failed.output).toContain('nowhere.json')
    expect(await runTool({ program: 'no-such-tool', args: [] })).toMatchObject({ passed: false })
  })
})
