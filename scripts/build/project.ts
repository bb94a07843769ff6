import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** The folder of this checkout, absolute. */
export const PROJECT = path.resolve(import.meta.dirname, '../..')

/** Where built things are kept, by the hash of what they are built from. */
export const BUILDS = path.join(PROJECT, '.cache/build')

/** The version that package.json names. */
export function projectVersion(): string {
  const file = readFileSync(path.join(PROJECT, 'package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(file)).version
}
