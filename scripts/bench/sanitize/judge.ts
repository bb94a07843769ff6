import { existsSync, readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { sanitiseHtml } from '@switchboard/kernel/sanitise/sanitise'

interface Vector {
  readonly id: string
  readonly html: string
}

/** What the detector finds in one vector before and after the sanitiser. */
export interface Verdict {
  readonly id: string
  readonly raw: readonly string[]
  readonly safe: readonly string[]
  /** Whether sanitising the result again changes it. */
  readonly unsettled: boolean
}

const shared = path.resolve(import.meta.dirname, '../../../../shared/sanitize')

/** Whether the vectors and the detector are there: they stand beside the repository, not in it. */
export function hasVectors(): boolean {
  return existsSync(shared)
}

/** Runs every vector through the product's sanitiser and the shared detector. */
export async function judgeVectors(): Promise<Verdict[]> {
  const scan = await loadDetector()
  const base = 'https://example.com/'
  return readVectors().map(({ id, html }) => {
    const safe = sanitiseHtml(html, base).html
    const unsettled = sanitiseHtml(safe, base).html !== safe
    return { id, raw: scan(html), safe: scan(safe), unsettled }
  })
}

export function isExecutable(finding: string): boolean {
  return finding.startsWith('exec:')
}

async function loadDetector(): Promise<(html: string) => readonly string[]> {
  // The detector imports parse5 from beside itself, where no packages are installed: it gets ours.
  registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, specifier === 'parse5' ? { ...context, parentURL: import.meta.url } : context),
  })
  const module: unknown = await import(pathToFileURL(path.join(shared, 'detect.mjs')).href)
  if (!isDetector(module)) throw new Error('detect.mjs exports no scan()')
  return module.scan
}

function isDetector(module: unknown): module is { scan: (html: string) => readonly string[] } {
  return (
    typeof module === 'object' && module !== null && 'scan' in module && typeof module.scan === 'function'
  )
}

function readVectors(): readonly Vector[] {
  const vectors: unknown = JSON.parse(readFileSync(path.join(shared, 'vectors.json'), 'utf8'))
  if (!isVectors(vectors)) throw new Error('vectors.json is not a list of vectors')
  return vectors
}

function isVectors(value: unknown): value is readonly Vector[] {
  return (
    Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && 'html' in one)
  )
}
