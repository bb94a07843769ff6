// Everything that proves the house: the checks, then every test. `npm test -- PATTERN...` runs only the tests whose
// files match, without the checks.
import { allChecks } from '../check/checks.ts'
import { runChecks, type Outcome } from '../check/run-checks.ts'
import { runTests } from './vitest.ts'

const patterns = process.argv.slice(2)
const checks = patterns.length === 0 ? await runChecks(await allChecks(), 2, tell) : []
const failedChecks = checks.filter(({ passed }) => !passed).length
const tests = await runTests(patterns)
const failed = failedChecks + tests.failed
say(`${checks.length - failedChecks + tests.passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

function tell({ name, passed, output, ms }: Outcome): void {
  say(`${passed ? 'ok  ' : 'FAIL'}  ${name.padEnd(32)} ${(ms / 1000).toFixed(1)} s`)
  if (!passed) say(`\n${output}\n`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
