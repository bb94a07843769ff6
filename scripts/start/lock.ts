import { readFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { StartFailure } from './failure.ts'
import { writeAtomically } from './files.ts'
import { isAlive, processAge } from './process.ts'

const RUNTIME_GRACE_MS = 5_000

const Holder = z.object({
  pid: z.int(),
  runtime: z.object({ pid: z.int(), age: z.string() }).optional(),
})

/** The right to serve a state folder, until this process ends. */
export interface StateLock {
  /** Notes the runtime's process, so that a later start can wait for it if this one is killed. */
  noteRuntime(pid: number): void
  release(): void
}

/**
 * Takes the state folder for this process. The lock is the operating system's, on a SQLite file: it ends with the
 * process, however that ends, so no stale lock ever needs to be cleared away by hand.
 * @throws StartFailure where another process serves the folder
 */
export async function lockState(root: string): Promise<StateLock> {
  const file = path.join(root, 'server.json')
  const database = new DatabaseSync(path.join(root, 'lock.sqlite'), { timeout: 0 })
  try {
    database.exec('BEGIN IMMEDIATE')
  } catch {
    database.close()
    const pid = readHolder(file)?.pid
    throw inUse(root, pid === undefined ? 'another process' : `process ${pid}`)
  }
  await waitForRuntime(root, readHolder(file)?.runtime)
  writeAtomically(file, `${JSON.stringify({ pid: process.pid })}\n`)
  return {
    noteRuntime: (pid) =>
      writeAtomically(
        file,
        `${JSON.stringify({ pid: process.pid, runtime: { pid, age: processAge(pid) } })}\n`,
      ),
    release: () => database.close(),
  }
}

/** The runtime of a killed start needs a moment to end; two of them on the same files would damage them. */
async function waitForRuntime(root: string, runtime: z.infer<typeof Holder>['runtime']): Promise<void> {
  if (runtime === undefined) return
  const until = Date.now() + RUNTIME_GRACE_MS
  while (isAlive(runtime.pid) && processAge(runtime.pid) === runtime.age) {
    if (Date.now() > until) throw inUse(root, `the runtime of an earlier start (process ${runtime.pid})`)
    await sleep(20)
  }
}

function readHolder(file: string): z.infer<typeof Holder> | undefined {
  try {
    return Holder.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // No file, or one of a version that noted other things: the lock itself decides.
    return undefined
  }
}

function inUse(root: string, by: string): StartFailure {
  return new StartFailure('inUse', `${by} already serves the state folder ${root}`)
}
