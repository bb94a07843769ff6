/**
 * Runs hostile HTML through the product's sanitiser and lists what could still run or hijack the page.
 *   node scripts/bench/sanitize/run.ts [--fails]
 * The vectors and the detector stand in ../shared/sanitize; where that is absent the check is skipped.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { sanitiseHtml } from '@switchboard/feed/sanitise/sanitise'

interface Vector {
  readonly src: string
  readonly id: string
  readonly html: string
}

const shared = path.resolve(import.meta.dirname, '../../../../shared/sanitize')
if (!existsSync(shared)) {
  process.stdout.write('skipped: ../shared/sanitize is absent\n')
  process.exit(0)
}

// The detector imports parse5 from beside itself, where no packages are installed: it gets ours.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier, specifier === 'parse5' ? { ...context, parentURL: import.meta.url } : context),
})
const detector: unknown = await import(pathToFileURL(path.join(shared, 'detect.mjs')).href)

function scan(html: string): readonly string[] {
  if (!isDetector(detector)) throw new Error('detect.mjs exports no scan()')
  return detector.scan(html)
}

function isDetector(module: unknown): module is { scan: (html: string) => readonly string[] } {
  return (
    typeof module === 'object' && module !== null && 'scan' in module && typeof module.scan === 'function'
  )
}

function isVectors(value: unknown): value is readonly Vector[] {
  return (
    Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && 'html' in one)
  )
}

const vectors: unknown = JSON.parse(readFileSync(path.join(shared, 'vectors.json'), 'utf8'))
if (!isVectors(vectors)) throw new Error('vectors.json is not a list of vectors')

const found = { raw: new Map<string, number>(), safe: new Map<string, number>() }
let executableRaw = 0
let executable = 0
let changed = 0
for (const { id, html } of vectors) {
  executableRaw += count(found.raw, scan(html))
  const once = sanitiseHtml(html, 'https://example.com/').html
  const left = scan(once)
  executable += count(found.safe, left)
  if (sanitiseHtml(once, 'https://example.com/').html !== once) changed++
  if (process.argv.includes('--fails') && left.length > 0) process.stdout.write(`${id}: ${left.join(' ')}\n`)
}

function count(kinds: Map<string, number>, findings: readonly string[]): number {
  for (const finding of findings) {
    const kind = /^[a-z]+:[^=]*/.exec(finding)?.[0] ?? finding
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  return findings.some((finding) => finding.startsWith('exec:')) ? 1 : 0
}

const line = (label: string, values: readonly (string | number)[]): string =>
  `${label.padEnd(28)} ${values.map((value) => String(value).padStart(10)).join(' ')}\n`
process.stdout.write(line('', ['raw', 'sanitised']))
process.stdout.write(line('vectors', [vectors.length, vectors.length]))
process.stdout.write(line('executable', [executableRaw, executable]))
process.stdout.write(line('changed by a second pass', ['-', changed]))
for (const [kind, times] of [...found.raw].toSorted((a, b) => b[1] - a[1])) {
  process.stdout.write(line(`  ${kind}`.slice(0, 28), [times, found.safe.get(kind) ?? 0]))
}
