// The one check: `node scripts/check/main.ts [name...]` runs every check, or those whose names begin so.
import { availableParallelism } from 'node:os'
import { allChecks } from './checks.ts'
import { runChecks } from './run-checks.ts'
import type { Outcome } from './run-checks.ts'

function tell({ name, passed, output, ms }: Outcome): void {
  console.log(`${passed ? 'ok  ' : 'FAIL'}  ${name.padEnd(32)} ${(ms / 1000).toFixed(1)} s`)
  if (!passed) console.log(`\n${output}\n`)
}

const wanted = process.argv.slice(2)
const every = await allChecks()
const checks = every.filter(
  ({ name }) => wanted.length === 0 || wanted.some((prefix) => name.startsWith(prefix)),
)
const outcomes = await runChecks(checks, Math.min(2, availableParallelism()), tell)
const failed = outcomes.filter(({ passed }) => !passed)
for (const { name } of failed) console.log(`failed: ${name}`)
console.log(`${outcomes.length - failed.length} checks passed, ${failed.length} failed`)
// Nothing checked is not a pass: a misspelt name must not look green.
process.exitCode = failed.length > 0 || outcomes.length === 0 ? 1 : 0
