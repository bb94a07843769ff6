import { watch } from 'node:fs'
import path from 'node:path'
import { PROJECT } from '../build/project.ts'

const FOLDERS = ['actors', 'shared-types', 'workers', 'scripts/start/assets']
const FILES = ['wrangler.jsonc']
const SETTLED_MS = 80

/** Says that sources changed, once per burst: an editor or a branch switch writes many files at a time. */
export interface SourceWatch {
  /** Resolves at the next change, or at once where one came since the last call. */
  next(): Promise<void>
}

/** Watches everything that the house is built from. What a build itself writes does not count. */
export function watchSources(): SourceWatch {
  let changed = false
  let wake: (() => void) | undefined
  let timer: NodeJS.Timeout | undefined
  const note = (name: string): void => {
    if (/(^|[\\/])(node_modules|dist|\.wrangler)([\\/]|$)|\.test\.tsx?$|~$/.test(name)) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      changed = true
      wake?.()
    }, SETTLED_MS)
  }
  for (const folder of FOLDERS) {
    watch(path.join(PROJECT, folder), { recursive: true }, (_, name) => note(name ?? ''))
  }
  for (const file of FILES) watch(path.join(PROJECT, file), () => note(file))
  return {
    next: () =>
      new Promise((resolve) => {
        wake = (): void => {
          if (!changed) return
          changed = false
          resolve()
        }
        wake()
      }),
  }
}
