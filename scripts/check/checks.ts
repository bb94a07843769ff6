import type { Check } from './check.ts'
import { listing } from './check.ts'
import { tool } from './command.ts'
import { migrationChecks } from './freshness/migrations.ts'
import { workerTypeChecks } from './freshness/worker-types.ts'
import { findForbiddenImports } from './imports/find-forbidden-imports.ts'
import { findLoosePins } from './packages/find-loose-pins.ts'
import { findUndocumentedTables } from './schema-page/find-undocumented-tables.ts'

const TYPED = ['tsconfig.json', 'workers/edge', 'workers/admin', 'workers/web', 'scripts']

/** Every check, the slowest first, so that the lanes end together. */
export async function allChecks(): Promise<Check[]> {
  return [
    tool('lint', { program: 'oxlint', args: [] }),
    tool('unused code and packages', { program: 'knip', args: ['--no-progress'] }),
    ...TYPED.map((project) =>
      tool(`types ${project}`, { program: 'tsc', args: ['--noEmit', '-p', project] }),
    ),
    ...(await migrationChecks()),
    ...workerTypeChecks(),
    tool('api client types', { program: 'node', args: ['scripts/generate/app-type.ts', '--check'] }),
    listing('import direction', findForbiddenImports),
    tool('format', { program: 'oxfmt', args: ['--check', '.'] }),
    listing('storage schema page', findUndocumentedTables),
    listing('exact versions', findLoosePins),
  ]
}
