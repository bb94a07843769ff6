import { findFiles, readText } from '../project.ts'
import { judgeImport } from './direction.ts'
import { readImports } from './read-imports.ts'

/** Imports run one way (DESIGN: The house); each that does not is named. */
export async function findForbiddenImports(): Promise<string[]> {
  const files = (await findFiles('**/*.{ts,tsx,mts,js,jsx,mjs}')).filter((file) => !file.endsWith('.d.ts'))
  const findings = await Promise.all(
    files.map(async (file) =>
      readImports(file, await readText(file)).map((found) => {
        const wrong = judgeImport(file, found)
        return wrong === null ? [] : [`${file}: "${found.specifier}": ${wrong}`]
      }),
    ),
  )
  return findings.flat(2)
}
