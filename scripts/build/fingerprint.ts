import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { PROJECT } from './project.ts'

const IGNORED_FOLDERS = new Set(['node_modules', 'dist', '.wrangler', '.git'])
const IGNORED_FILES = /\.test\.tsx?$|\.d\.ts$|~$|^\.#/

/**
 * Says whether anything that a build is made of has changed.
 * @param inputs files and folders relative to the project; tests, type declarations and installed packages in them do
 *   not count (the lockfile stands for the packages)
 * @returns 16 hex digits over every path and content
 */
export function fingerprint(inputs: readonly string[]): string {
  const hash = createHash('sha256')
  for (const input of inputs) {
    for (const file of filesOf(path.join(PROJECT, input))) {
      const content = readFileSync(file)
      hash.update(`${path.relative(PROJECT, file)}\0${content.length}\0`).update(content)
    }
  }
  return hash.digest('hex').slice(0, 16)
}

function filesOf(start: string): string[] {
  if (!statSync(start).isDirectory()) return [start]
  return readdirSync(start, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const full = path.join(start, entry.name)
      if (entry.isDirectory()) return IGNORED_FOLDERS.has(entry.name) ? [] : filesOf(full)
      return entry.isFile() && !IGNORED_FILES.test(entry.name) ? [full] : []
    })
}
