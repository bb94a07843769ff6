import path from 'node:path'
import type { Import } from './read-imports.ts'

const SCOPE = '@switchboard/'

/**
 * Which packages each package may import: workers/* -> shared-types; actors/* -> kernel -> shared-types. The actor host
 * (`actors`, no package of its own) puts all actors together.
 */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'shared-types': [],
  'actors/kernel': ['shared-types'],
  'actors/testing': ['directory', 'kernel', 'shared-types'],
  'actors/*': ['kernel', 'shared-types'],
  actors: [
    'channel',
    'conversation',
    'directory',
    'feed',
    'identity',
    'inbox',
    'kernel',
    'router',
    'shared-types',
  ],
  'workers/*': ['shared-types'],
  scripts: ['channel', 'conversation', 'directory', 'feed', 'identity', 'inbox', 'kernel', 'shared-types'],
}

/** The page and the scripts know the types of the edge's routes, for its client, and none of its code. */
const ALLOWED_TYPES: Readonly<Record<string, readonly string[]>> = {
  'workers/web': ['edge'],
  scripts: ['edge'],
}

/** What tests of actors share. */
const TEST_HELPERS = { folder: 'actors/testing/', name: 'testing' }
/** Tests hold the documents to what they say. */
const DOCUMENTS = 'docs/'

/** @returns what is wrong with an import, or null */
export function judgeImport(file: string, { specifier, typeOnly }: Import): string | null {
  if (specifier.startsWith('.')) return judgeRelative(file, specifier)
  return specifier.startsWith(SCOPE) ? judgePackage(file, specifier, typeOnly) : null
}

function judgeRelative(file: string, specifier: string): string | null {
  const target = path.posix.join(path.posix.dirname(file), specifier)
  if (path.posix.extname(target) === '') return 'a relative import names the file with its extension'
  if (packageOf(target) === packageOf(file)) return null
  if (isTest(file) && [TEST_HELPERS.folder, DOCUMENTS].some((folder) => target.startsWith(folder)))
    return null
  return `this path leaves its package: name ${SCOPE}... instead`
}

function judgePackage(file: string, specifier: string, typeOnly: boolean): string | null {
  const own = packageOf(file)
  const [name = '', ...rest] = specifier.slice(SCOPE.length).split('/')
  if (name === path.posix.basename(own)) return 'a package reaches its own files by relative paths'
  if (/\.tsx?$/.test(rest.join('/'))) return `a path behind ${SCOPE}${name} has no extension`
  if (allowedTo(own).includes(name)) return null
  if (isTest(file) && name === TEST_HELPERS.name) return null
  if (typeOnly && ALLOWED_TYPES[own]?.includes(name)) return null
  return `${own} must not import ${name}`
}

function allowedTo(folder: string): readonly string[] {
  return ALLOWED[folder] ?? ALLOWED[`${path.posix.dirname(folder)}/*`] ?? []
}

/** The package folder of a file: `actors/feed`, `shared-types`, `actors` for what lies between the actors. */
function packageOf(file: string): string {
  const [top = '', second = '', third] = file.split('/')
  if (top !== 'actors' && top !== 'workers') return file.includes('/') ? top : '.'
  return third === undefined ? top : `${top}/${second}`
}

function isTest(file: string): boolean {
  return file.endsWith('.test.ts') || file.includes('/testing/') || file.endsWith('/testing.ts')
}
