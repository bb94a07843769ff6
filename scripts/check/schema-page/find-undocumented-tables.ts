import path from 'node:path'
import { findFiles, readText } from '../project.ts'
import { comparePage, tablesAfter, tablesNamed } from './tables.ts'

const PAGE = 'docs/storage-schema.md'

/** The page of all tables names what there is, and nothing else. */
export async function findUndocumentedTables(): Promise<string[]> {
  const named = tablesNamed(await readText(PAGE))
  const schemas = await findFiles('actors/*/schema.ts')
  const actors = schemas.map((schema) => path.posix.basename(path.posix.dirname(schema)))
  const findings = await Promise.all(
    actors.map(async (actor) => {
      const files = await findFiles(`actors/${actor}/migrations/*.sql`)
      return comparePage(actor, tablesAfter(await Promise.all(files.map(readText))), named)
    }),
  )
  return findings.flat().map((finding) => `${PAGE}: ${finding}`)
}
