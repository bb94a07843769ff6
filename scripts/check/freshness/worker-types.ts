import { mkdtemp, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Check, Verdict } from '../check.ts'
import { runTool } from '../command.ts'
import { PROJECT } from '../project.ts'
import { sameTypes } from './same-types.ts'

const HOUSE = '../../shared-types/contracts/house.jsonc'
const ADMIN_HOUSE = '../../shared-types/contracts/admin-house.jsonc'
const ENV = ['--include-runtime=false', '--strict-vars=false']

interface Generated {
  readonly name: string
  readonly folder: string
  readonly file: string
  readonly args: readonly string[]
}

/** How each generated type file is made: `wrangler types <file> <args>` in its folder makes it anew. */
export const GENERATED: readonly Generated[] = [
  {
    name: 'actors',
    folder: '.',
    file: 'worker-configuration.d.ts',
    args: [...ENV, '--env-interface=ActorsEnv'],
  },
  {
    name: 'edge',
    folder: 'workers/edge',
    file: 'worker-configuration.d.ts',
    args: ['-c=wrangler.jsonc', `-c=${HOUSE}`, `-c=${ADMIN_HOUSE}`, ...ENV, '--env-interface=EdgeEnv'],
  },
  {
    name: 'admin',
    folder: 'workers/admin',
    file: 'worker-configuration.d.ts',
    args: ['-c=wrangler.jsonc', `-c=${HOUSE}`, ...ENV, '--env-interface=AdminEnv'],
  },
  { name: 'runtime', folder: '.', file: 'runtime.d.ts', args: ['--include-env=false'] },
]

/** The generated type files say what the configurations and the contracts say. */
export function workerTypeChecks(): Check[] {
  return GENERATED.map((generated) => ({
    name: `worker types ${generated.name}`,
    run: () => checkTypes(generated),
  }))
}

/** Generates anew and compares: `wrangler types --check` sees neither a changed export nor an edit by hand. */
async function checkTypes({ folder, file, args }: Generated): Promise<Verdict> {
  const home = path.join(PROJECT, folder)
  const scratch = await mkdtemp(path.join(home, 'node_modules/.types-'))
  const fresh = path.join(scratch, file)
  try {
    const command = ['types', path.relative(home, fresh), ...args]
    const generated = await runTool({ program: 'wrangler', args: command, folder })
    if (!generated.passed) return generated
    const committed = { text: await readFile(path.join(home, file), 'utf8'), folder: home }
    const anew = { text: await readFile(fresh, 'utf8'), folder: scratch }
    if (sameTypes(committed, anew)) return generated
    const again = `wrangler types ${[file, ...args].join(' ')}`
    return { passed: false, output: `${folder}/${file} is out of date; in ${folder} run: ${again}` }
  } finally {
    await rm(scratch, { recursive: true })
  }
}
