/**
 * Writes app-type.d.ts: the type of the API as TypeScript infers it, in one file that names nothing of the runtime. The
 * page and the scripts are checked against other globals than a Worker's, so they can not read the routes themselves.
 *
 *     node scripts/generate/app-type.ts            writes it
 *     node scripts/generate/app-type.ts --check    exits with 1 when it is stale
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const EDGE = join(ROOT, 'workers/edge')
const TARGET = join(EDGE, 'app-type.d.ts')
const HEADER = '// Generated from api.ts by `node scripts/generate/app-type.ts`.\n'

const written = readIfThere(TARGET)
const current = appType()
if (process.argv.includes('--check')) {
  if (sortedLines(written) !== sortedLines(current))
    fail('workers/edge/app-type.d.ts is stale: run node scripts/generate/app-type.ts')
} else {
  writeFileSync(TARGET, current)
}

/** The compiler orders the members of a union by what it met first, which is not always the same. */
function sortedLines(text: string | null): string {
  return (text ?? '').split('\n').toSorted().join('\n')
}

function appType(): string {
  const folder = mkdtempSync(join(tmpdir(), 'app-type-'))
  try {
    emitDeclarations(folder)
    return HEADER + withoutRuntime(readFileSync(join(folder, 'workers/edge/api.d.ts'), 'utf8'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function emitDeclarations(folder: string): void {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  const emit = [
    '--noEmit',
    'false',
    '--declaration',
    '--emitDeclarationOnly',
    // Several threads write the members of a union in the order in which they happen to meet them.
    '--singleThreaded',
    '--rootDir',
    ROOT,
    '--outDir',
    folder,
  ]
  const { status } = spawnSync(process.execPath, [tsc, '-p', EDGE, ...emit], { stdio: 'inherit' })
  if (status !== 0) fail('the edge does not type-check, so the type of its API is not known')
}

/** The Worker's environment is no part of what a client sees. */
function withoutRuntime(declarations: string): string {
  const type = declarations
    .replace(/^import type \{ AppEnv \} from .*\n/m, "import type { Env } from 'hono';\n")
    .replaceAll('<AppEnv,', '<Env,')
    .replace(/^export declare const routes:/m, 'declare const routes:')
  if (/AppEnv|from '\.|import\("\.|export declare const/.test(type))
    fail('the type of the API names something of the Worker')
  return `${type}/** The API as \`hono/client\` sees it. */\nexport type AppType = typeof routes;\n`
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function fail(reason: string): never {
  process.stderr.write(`${reason}\n`)
  process.exit(1)
}
