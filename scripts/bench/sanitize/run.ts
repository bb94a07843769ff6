/**
 * Runs hostile HTML through the product's sanitiser and prints, per kind, what could run or hijack the page before
 * and after.
 *   node scripts/bench/sanitize/run.ts [--fails]
 * The vectors and the detector stand in ../shared/sanitize; where that is absent the check is skipped.
 */
import { hasVectors, isExecutable, judgeVectors, type Verdict } from './judge.ts'

if (hasVectors()) print(await judgeVectors())
else process.stdout.write('skipped: ../shared/sanitize is absent\n')

function print(verdicts: readonly Verdict[]): void {
  const executable = (side: 'raw' | 'safe'): number =>
    verdicts.filter((one) => one[side].some(isExecutable)).length
  const kinds = { raw: countKinds(verdicts, 'raw'), safe: countKinds(verdicts, 'safe') }
  line('', 'raw', 'sanitised')
  line('vectors', verdicts.length, verdicts.length)
  line('executable', executable('raw'), executable('safe'))
  line('changed by a second pass', '-', verdicts.filter((one) => one.unsettled).length)
  for (const [kind, times] of [...kinds.raw].toSorted((a, b) => b[1] - a[1])) {
    line(`  ${kind}`, times, kinds.safe.get(kind) ?? 0)
  }
  if (!process.argv.includes('--fails')) return
  for (const { id, safe } of verdicts) if (safe.length > 0) process.stdout.write(`${id}: ${safe.join(' ')}\n`)
}

function countKinds(verdicts: readonly Verdict[], side: 'raw' | 'safe'): Map<string, number> {
  const counts = new Map<string, number>()
  for (const finding of verdicts.flatMap((one) => one[side])) {
    const kind = finding.split('=')[0] ?? finding
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return counts
}

function line(label: string, ...values: (string | number)[]): void {
  process.stdout.write(`${label.padEnd(28)} ${values.map((value) => String(value).padStart(10)).join(' ')}\n`)
}
