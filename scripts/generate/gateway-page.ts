/**
 * Writes docs/gateway-translation.md from the table that the model gateway's translators use.
 *
 *     node scripts/generate/gateway-page.ts            writes it
 *     node scripts/generate/gateway-page.ts --check    exits with 1 when it is stale
 */
import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const ROOT = join(import.meta.dirname, '../..')
const TARGET = join(ROOT, 'docs/gateway-translation.md')
const RENDERER = join(ROOT, 'workers/edge/gateway/translate/fields/render.ts')

const page = render()
if (!process.argv.includes('--check')) await writeFile(TARGET, page)
else if ((await readFile(TARGET, 'utf8').catch(() => '')) !== page) {
  process.stderr.write('docs/gateway-translation.md is stale: run node scripts/generate/gateway-page.ts\n')
  process.exit(1)
}

/** In a process of its own: the scripts import no Worker. */
function render(): string {
  const program = `import { renderFields } from ${JSON.stringify(pathToFileURL(RENDERER).href)}
    process.stdout.write(renderFields())`
  return execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' })
}
