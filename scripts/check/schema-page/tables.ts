const CREATE = /CREATE (?:VIRTUAL )?TABLE (?:IF NOT EXISTS )?[`"]?(\w+)[`"]?/gi
const DROP = /DROP TABLE (?:IF EXISTS )?[`"]?(\w+)[`"]?/gi
const RENAME = /ALTER TABLE [`"]?(\w+)[`"]? RENAME TO [`"]?(\w+)[`"]?/gi

/** @returns the tables that stand once these migrations have run, in order */
export function tablesAfter(migrations: readonly string[]): string[] {
  const tables = new Set<string>()
  for (const statement of migrations.flatMap((sql) => sql.split(';'))) {
    for (const [, name = ''] of statement.matchAll(CREATE)) tables.add(name)
    for (const [, name = ''] of statement.matchAll(DROP)) tables.delete(name)
    for (const [, from = '', to = ''] of statement.matchAll(RENAME)) {
      tables.delete(from)
      tables.add(to)
    }
  }
  return [...tables].toSorted()
}

/** @returns for each `## Heading` of the page, in lower case, the names in the first column of its tables */
export function tablesNamed(page: string): Map<string, string[]> {
  const named = new Map<string, string[]>()
  for (const section of page.split(/^## /m).slice(1)) {
    const heading = section.slice(0, section.indexOf('\n')).trim().toLowerCase()
    named.set(
      heading,
      [...section.matchAll(/^\| `(\w+)`/gm)].map(([, name = '']) => name),
    )
  }
  return named
}

/** Compares what an actor has with what the page says about it. */
export function comparePage(
  actor: string,
  tables: readonly string[],
  named: ReadonlyMap<string, readonly string[]>,
): string[] {
  const common = named.get('every actor') ?? []
  const own = named.get(actor) ?? []
  return [
    ...tables
      .filter((table) => !common.includes(table) && !own.includes(table))
      .map((table) => `"${actor}" has a table "${table}" that the page does not name`),
    ...own
      .filter((table) => !tables.includes(table))
      .map((table) => `the page names a table "${table}" that "${actor}" does not have`),
  ]
}
