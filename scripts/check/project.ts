import { glob, readFile } from 'node:fs/promises'
import path from 'node:path'

export const PROJECT = path.resolve(import.meta.dirname, '../..')

const SKIPPED = new Set(['node_modules', 'dist', '.git', '.wrangler', '.cache', '.switchboard', 'coverage'])

/** The project's own files, as paths from its root with forward slashes, in order. */
export async function findFiles(pattern: string): Promise<string[]> {
  const found: string[] = []
  for await (const file of glob(pattern, { cwd: PROJECT, exclude: isSkipped })) found.push(file)
  return found.map((file) => file.split(path.sep).join('/')).toSorted()
}

export function readText(file: string): Promise<string> {
  return readFile(path.join(PROJECT, file), 'utf8')
}

function isSkipped(entry: string): boolean {
  return SKIPPED.has(path.basename(entry))
}
