import { existsSync, readdirSync } from 'node:fs'

/** A feed that has been polled holds about that much more in memory than one that was evicted. */
const BYTES_PER_OBJECT = 256 * 1024
const FILES_PER_OBJECT = 3
/** Until the next start there may be twice as many. */
const GROWTH = 2
/** What they may take of the machine. */
const SHARE_OF_MEMORY = 1 / 8
const SHARE_OF_FILES = 1 / 2
/** Those of a new house. */
const AT_LEAST = 100

interface Machine {
  readonly memoryBytes: number
  /** How many files a process may open. */
  readonly openFiles: number
}

/**
 * Whether all objects of a class may stay in memory for good. Waking one costs more than most of what it then does
 * (docs/decisions/0015), and on one machine nobody pays for its sleep.
 * @param folder where the runtime keeps the class's files
 */
export function mayStayAwake(folder: string, { memoryBytes, openFiles }: Machine): boolean {
  const objects = Math.max(countObjects(folder), AT_LEAST) * GROWTH
  return (
    objects * BYTES_PER_OBJECT <= memoryBytes * SHARE_OF_MEMORY &&
    objects * FILES_PER_OBJECT <= openFiles * SHARE_OF_FILES
  )
}

/** Each object has one database, beside which the runtime keeps the alarms of all. */
function countObjects(folder: string): number {
  if (!existsSync(folder)) return 0
  return readdirSync(folder).filter((name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite').length
}
