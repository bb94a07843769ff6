import { cp, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Check, Verdict } from '../check.ts'
import { runTool } from '../command.ts'
import { findFiles, PROJECT } from '../project.ts'

/** What drizzle-kit says when all is well; in doubt (a renamed column) it asks, gets no answer, and ends with 0. */
const UNCHANGED = 'No schema changes'

/** One check for every actor with a schema: its migrations agree with each other, and lead to the schema. */
export async function migrationChecks(): Promise<Check[]> {
  const configs = await findFiles('actors/**/drizzle.config.ts')
  return configs.map((config) => {
    const folder = path.posix.dirname(config)
    return { name: `migrations ${folder}`, run: () => checkMigrations(folder) }
  })
}

async function checkMigrations(folder: string): Promise<Verdict> {
  const consistent = await runTool({ program: 'drizzle-kit', args: ['check'], folder })
  return consistent.passed ? await checkFreshness(folder) : consistent
}

/** Generates into a copy beside the migrations, where drizzle-kit's relative paths hold: nothing new may come out. */
async function checkFreshness(folder: string): Promise<Verdict> {
  const scratch = await mkdtemp(path.join(PROJECT, 'node_modules/.migrations-'))
  try {
    const committed = path.join(PROJECT, folder, 'migrations')
    await cp(committed, scratch, { recursive: true })
    const out = path.relative(path.join(PROJECT, folder), scratch)
    const sources = ['--dialect=sqlite', '--driver=durable-sqlite', '--schema=./schema.ts']
    const args = ['generate', ...sources, `--out=${out}`, '--name=stale']
    const generated = await runTool({ program: 'drizzle-kit', args, folder })
    if (generated.passed && generated.output.includes(UNCHANGED)) return generated
    const advice = `${folder}/schema.ts has changed since its migrations were generated:`
    return { passed: false, output: `${advice}\n${generated.output}` }
  } finally {
    await rm(scratch, { recursive: true })
  }
}
