import { existsSync, readdirSync } from 'node:fs'

/** An object that has worked holds about that much more in memory than one that was evicted. */
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

/** A class of actors, and the folder where the runtime keeps its files. */
interface ActorClass {
  readonly name: string
  readonly folder: string
}

/**
 * Chooses the classes all of whose objects may stay in memory for good. Waking one costs more than most of what it then
 * does (docs/decisions/0015), and on one machine nobody pays for its sleep.
 * @param classes the one to be kept awake first comes first
 * @returns the names of as many of them as the machine holds together
 */
export function keptAwake(classes: readonly ActorClass[], { memoryBytes, openFiles }: Machine): string[] {
  const kept: string[] = []
  let objects = 0
  for (const { name, folder } of classes) {
    const together = objects + Math.max(countObjects(folder), AT_LEAST) * GROWTH
    const isHeld =
      together * BYTES_PER_OBJECT <= memoryBytes * SHARE_OF_MEMORY &&
      together * FILES_PER_OBJECT <= openFiles * SHARE_OF_FILES
    if (!isHeld) continue
    kept.push(name)
    objects = together
  }
  return kept
}

/** Each object has one database, beside which the runtime keeps the alarms of all. */
function countObjects(folder: string): number {
  if (!existsSync(folder)) return 0
  return readdirSync(folder).filter((name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite').length
}
