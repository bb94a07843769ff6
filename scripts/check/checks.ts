import path from 'node:path'
import type { Check } from './check.ts'
import { listing } from './check.ts'
import { tool } from './command.ts'
import { migrationChecks } from './freshness/migrations.ts'
import { workerTypeChecks } from './freshness/worker-types.ts'
import { findForbiddenImports } from './imports/find-forbidden-imports.ts'
import { findLoosePins } from './packages/find-loose-pins.ts'
import { findFiles } from './project.ts'
import { findUndocumentedTables } from './schema-page/find-undocumented-tables.ts'

/** Every check, the slowest first, so that the lanes end together. */
export async function allChecks(): Promise<Check[]> {
  const projects = await findFiles('**/tsconfig.json')
  return [
    tool('lint', { program: 'oxlint', args: [] }),
    tool('unused code and packages', { program: 'knip', args: ['--no-progress'] }),
    ...projects.map((project) =>
      tool(`types ${path.posix.dirname(project)}`, { program: 'tsc', args: ['--noEmit', '-p', project] }),
    ),
    ...(await migrationChecks()),
    ...workerTypeChecks(),
    tool('api client types', { program: 'node', args: ['scripts/generate/app-type.ts', '--check'] }),
    tool('gateway translation page', {
      program: 'node',
      args: ['scripts/generate/gateway-page.ts', '--check'],
    }),
    listing('import direction', findForbiddenImports),
    tool('format', { program: 'oxfmt', args: ['--check', '.'] }),
    listing('storage schema page', findUndocumentedTables),
    listing('exact versions', findLoosePins),
  ]
}
