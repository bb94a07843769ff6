import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { StartFailure } from './failure.ts'
import { writeAtomically } from './files.ts'

const Secrets = z.record(z.string(), z.string().min(32))

export type Secrets = z.infer<typeof Secrets>

/** The secrets the Workers ask for, and the names of those made just now. */
export interface SecretRing {
  readonly secrets: Secrets
  readonly made: readonly string[]
}

/**
 * Reads secrets.json of the state folder and adds what is missing: 256 random bits each.
 * @param required the names that the Workers' configurations require
 * @throws StartFailure where the file is there but unreadable; it is never overwritten then
 */
export function openSecrets(root: string, required: readonly string[]): SecretRing {
  const file = path.join(root, 'secrets.json')
  const kept = existsSync(file) ? readSecrets(file) : {}
  const made = [...new Set(required)].filter((name) => kept[name] === undefined)
  if (made.length === 0) return { secrets: kept, made }
  const added = made.map((name): [string, string] => [name, newSecret(name)])
  const secrets = { ...kept, ...Object.fromEntries(added) }
  writeAtomically(file, `${JSON.stringify(secrets, null, 2)}\n`)
  return { secrets, made }
}

/** 256 random bits; where a ring of keys is asked for, its first key, named by the day. */
function newSecret(name: string): string {
  const secret = randomBytes(32).toString('base64url')
  return name.endsWith('_KEYS') ? `${new Date().toISOString().slice(0, 10)}:${secret}` : secret
}

function readSecrets(file: string): Secrets {
  try {
    return Secrets.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new StartFailure('state', `${file} cannot be read as secrets; restore it from a backup`)
  }
}
