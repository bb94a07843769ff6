import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { PROJECT } from '../build/project.ts'

const REPORT = path.join(PROJECT, '.cache/test/report.json')

const Report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

/** How many tests passed and failed, as vitest itself counted them. */
export interface TestCount {
  readonly passed: number
  readonly failed: number
}

/** Runs vitest on the files that match, all without a pattern; what it prints is passed through. */
export async function runTests(patterns: readonly string[]): Promise<TestCount> {
  mkdirSync(path.dirname(REPORT), { recursive: true })
  rmSync(REPORT, { force: true })
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`, ...patterns]
  const child = spawn(process.execPath, [path.join(PROJECT, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd: PROJECT,
    stdio: 'inherit',
  })
  const end = (): boolean => child.kill('SIGTERM')
  const causes = ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const
  for (const cause of causes) process.on(cause, end)
  const code = await new Promise<number | null>((resolve) => {
    child.once('exit', resolve)
  })
  // Whoever listens to the channel of its parent never ends by itself.
  for (const cause of causes) process.off(cause, end)
  return countTests(readReport(), code)
}

/**
 * Counts a report honestly: a file that does not load is a failure, and so is any end of vitest that its counts do not
 * explain, such as an unhandled error or no test at all.
 * @param exitCode of vitest, null where a signal ended it
 */
export function countTests(report: z.infer<typeof Report> | undefined, exitCode: number | null): TestCount {
  if (report === undefined) return { passed: 0, failed: 1 }
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length
  const failed = report.numFailedTests + unloaded
  return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed }
}

function readReport(): z.infer<typeof Report> | undefined {
  try {
    return Report.parse(JSON.parse(readFileSync(REPORT, 'utf8')))
  } catch {
    return undefined
  }
}
