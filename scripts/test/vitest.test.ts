import { describe, expect, it } from 'vitest'
import { countTests } from './vitest.ts'

const passing = { status: 'passed', assertionResults: [{}] }

describe('the count of tests', () => {
  it('is what vitest counted', () => {
    const report = { numPassedTests: 7, numFailedTests: 2, testResults: [passing] }
    expect(countTests(report, 1)).toEqual({ passed: 7, failed: 2 })
  })

  it('counts a file that does not load as a failure', () => {
    const unloaded = { status: 'failed', assertionResults: [] }
    const report = { numPassedTests: 7, numFailedTests: 0, testResults: [passing, unloaded] }
    expect(countTests(report, 1)).toEqual({ passed: 7, failed: 1 })
  })

  it('fails where vitest ends badly although every test passed', () => {
    const report = { numPassedTests: 7, numFailedTests: 0, testResults: [passing] }
    expect(countTests(report, 1).failed).toBe(1)
    expect(countTests(report, null).failed).toBe(1)
    expect(countTests(undefined, 0).failed).toBe(1)
  })
})
