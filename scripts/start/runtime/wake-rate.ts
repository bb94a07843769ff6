import { readFileSync } from 'node:fs'

const FILES_PER_OBJECT = 3
/** From the last thing an object does until workerd has closed its files. */
const SECONDS_OPEN = 14
const FASTEST = 50
/** What a kernel that does not tell its limit allows at the least (macOS). */
const FALLBACK_LIMIT = 1024

/**
 * How many objects may be woken in a second for old alarms, so that together they hold at most half of the files
 * that the process may open. At most 50, since they wake at the same moment of a second: what people ask is answered in between.
 * @param limit of open files
 */
export function wakesPerSecond(limit: number): number {
  return Math.max(1, Math.min(FASTEST, Math.floor(limit / 2 / FILES_PER_OBJECT / SECONDS_OPEN)))
}

/** The hard limit of open files, which the runtime raises its own to. */
export function openFilesLimit(): number {
  try {
    const hard = /^Max open files\s+\d+\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]
    return hard === undefined ? FALLBACK_LIMIT : Number(hard)
  } catch {
    return FALLBACK_LIMIT
  }
}
