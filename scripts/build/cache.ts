import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import path from 'node:path'
import { fingerprint } from './fingerprint.ts'
import { BUILDS } from './project.ts'

const KEPT = 6
const YOUNG_MS = 60 * 60 * 1000

/** Something built: the folder it is in, and whether this call made it. */
export interface Build {
  readonly folder: string
  readonly fresh: boolean
}

/**
 * Builds into a folder named after the inputs' content, or finds it there already. A half-made build is never seen, so
 * several starts of one checkout may build at the same time.
 * @param key names the build, @param inputs what it is made of, @param make writes it into the folder it is given
 */
export async function cachedBuild(
  key: string,
  inputs: readonly string[],
  make: (folder: string) => Promise<void>,
): Promise<Build> {
  const folder = path.join(BUILDS, `${key}-${fingerprint(inputs)}`)
  if (existsSync(folder)) {
    utimesSync(folder, new Date(), new Date())
    return { folder, fresh: false }
  }
  mkdirSync(BUILDS, { recursive: true })
  const draft = mkdtempSync(path.join(BUILDS, `.${key}-`))
  try {
    await make(draft)
    keepDraft(draft, folder)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  prune(key)
  return { folder, fresh: true }
}

function keepDraft(draft: string, folder: string): void {
  try {
    renameSync(draft, folder)
  } catch (thrown) {
    // Another start has finished the same build meanwhile.
    if (!existsSync(folder)) throw thrown
  }
}

function prune(key: string): void {
  const aged = readdirSync(BUILDS)
    .filter((name) => name.startsWith(`${key}-`) || name.startsWith(`.${key}-`))
    .map((name) => ({ folder: path.join(BUILDS, name), usedAt: lastUse(path.join(BUILDS, name)) }))
    .toSorted((a, b) => b.usedAt - a.usedAt)
  for (const { folder, usedAt } of aged.slice(KEPT)) {
    if (Date.now() - usedAt > YOUNG_MS) rmSync(folder, { recursive: true, force: true })
  }
}

function lastUse(folder: string): number {
  return statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
}
