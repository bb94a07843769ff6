import type { Check } from '../check.ts'
import { tool } from '../command.ts'

const HOUSE = '../../shared-types/contracts/house.jsonc'
const ADMIN_HOUSE = '../../shared-types/contracts/admin-house.jsonc'

interface Generated {
  readonly name: string
  readonly folder: string
  readonly args: readonly string[]
}

const ENV = ['--include-runtime=false', '--strict-vars=false']

/** How each generated type file is made; `wrangler types` with these arguments makes it anew. */
const GENERATED: readonly Generated[] = [
  { name: 'actors', folder: '.', args: [...ENV, '--env-interface=ActorsEnv'] },
  {
    name: 'edge',
    folder: 'workers/edge',
    args: ['-c=wrangler.jsonc', `-c=${HOUSE}`, `-c=${ADMIN_HOUSE}`, ...ENV, '--env-interface=EdgeEnv'],
  },
  {
    name: 'admin',
    folder: 'workers/admin',
    args: ['-c=wrangler.jsonc', `-c=${HOUSE}`, ...ENV, '--env-interface=AdminEnv'],
  },
  { name: 'runtime', folder: '.', args: ['runtime.d.ts', '--include-env=false'] },
]

/** The generated type files say what the configurations say. */
export function workerTypeChecks(): Check[] {
  return GENERATED.map(({ name, folder, args }) =>
    tool(`worker types ${name}`, { program: 'wrangler', args: ['types', ...args, '--check'], folder }),
  )
}
