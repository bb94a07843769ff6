import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { StartFailure } from './failure.ts'
import { reasonOf, writeAtomically } from './files.ts'

/** Counts up when a newer version lays the folder out in a way that an older one would damage. */
const FORMAT = 1

const Marker = z.object({ format: z.int().positive(), version: z.string() })

/** The folder that keeps everything this house knows. */
export interface StateFolder {
  readonly root: string
  /** One folder of SQLite files per class of actor. */
  readonly actors: string
}

/**
 * Makes the state folder, or checks the one that is there.
 * @param version of this checkout, noted in a new folder
 * @throws StartFailure where it cannot be used or was written by a newer version
 */
export function openStateFolder(folder: string, version: string): StateFolder {
  const root = path.resolve(folder)
  const state = { root, actors: path.join(root, 'actors') }
  try {
    // What people read and whom they write to is nobody else's on a shared machine.
    mkdirSync(root, { recursive: true, mode: 0o700 })
    mkdirSync(state.actors, { recursive: true })
    accessSync(root, constants.R_OK | constants.W_OK | constants.X_OK)
    probe(root)
  } catch (thrown) {
    throw new StartFailure('state', `the state folder ${root} cannot be written: ${reasonOf(thrown)}`)
  }
  checkFormat(path.join(root, 'state.json'), version)
  return state
}

/** Permission bits do not tell everything: a read-only or full disk shows only when something is written. */
function probe(root: string): void {
  const file = path.join(root, `.probe-${process.pid}`)
  writeFileSync(file, 'written to see whether it can be')
  rmSync(file)
}

function checkFormat(file: string, version: string): void {
  if (!existsSync(file)) {
    writeAtomically(file, `${JSON.stringify({ format: FORMAT, version })}\n`)
    return
  }
  const marker = readMarker(file)
  if (marker.format > FORMAT) {
    throw new StartFailure(
      'newerState',
      `the state folder was written by the newer version ${marker.version} (format ${marker.format}; this is ${version} with format ${FORMAT})`,
    )
  }
}

function readMarker(file: string): z.infer<typeof Marker> {
  try {
    return Marker.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new StartFailure('state', `${file} does not say which version wrote the state folder`)
  }
}
