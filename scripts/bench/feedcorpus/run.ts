/**
 * Judges the feed pipeline by the expectations of independent projects and prints the table.
 *   node scripts/bench/feedcorpus/run.ts [--fails] [--suite NAME]
 * The corpus stands in ../shared/feedcorpus; where that is absent the check is skipped.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

const runner = path.resolve(import.meta.dirname, '../../../../shared/feedcorpus/run.mjs')
if (existsSync(runner)) {
  const adapter = path.join(import.meta.dirname, 'adapter.ts')
  const { status } = spawnSync(process.execPath, [runner, adapter, ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
} else {
  process.stdout.write('skipped: ../shared/feedcorpus is absent\n')
}
