// The first step of `npm start` and `npm test`. It runs on any Node >= 20, before anything is installed: it brings the
// project's own Node, pnpm and just, then the packages, and hands over. A second run that finds nothing new installs
// nothing.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const PROJECT = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..')
const TOOLS = path.join(PROJECT, 'tools')
const STAMPS = path.join(PROJECT, '.cache/bootstrap')

/** What each verb hands over to; the others are recipes of the justfile. */
const SCRIPTS = { start: 'scripts/start/main.ts', test: 'scripts/test/main.ts' }

const INSTALL_FAILED = 9

const [verb = 'start', ...args] = process.argv.slice(2)

const environment = {
  ...process.env,
  PATH: [path.join(TOOLS, 'node_modules/.bin'), process.env.PATH].join(path.delimiter),
}

step({
  name: 'tools',
  saying: 'installing the tools (Node, pnpm, just)',
  inputs: ['tools/package.json', 'tools/package-lock.json'],
  result: 'tools/node_modules/.bin/pnpm',
  // Not `npm ci`: it refuses a lockfile without the optional packages of platforms that a registry does not carry. Run by
  // the person's own Node, since this step may replace the project's.
  env: process.env,
  command: [
    'npm',
    'install',
    '--no-save',
    '--prefix',
    'tools',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ],
})
step({
  name: 'packages',
  saying: 'installing the packages',
  inputs: ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'],
  result: 'node_modules/.bin/wrangler',
  env: environment,
  command: ['pnpm', 'install', '--frozen-lockfile', '--reporter=silent'],
})
handOver()

/** Runs an installation unless its inputs are those of the last one that succeeded. */
function step({ name, saying, inputs, result, env, command }) {
  const hash = createHash('sha256')
  for (const input of inputs) hash.update(readFileSync(path.join(PROJECT, input)))
  const wanted = hash.digest('hex')
  const stamp = path.join(STAMPS, name)
  const standing = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
  if (standing === wanted && existsSync(path.join(PROJECT, result))) return

  const began = Date.now()
  say(`${saying} ...`)
  const [program, ...rest] = command
  const ran = spawnSync(program, rest, {
    cwd: PROJECT,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (ran.signal === 'SIGINT' || ran.signal === 'SIGTERM') process.exit(130)
  if (ran.status !== 0) {
    process.stderr.write(`${ran.stdout ?? ''}${ran.stderr ?? ''}\n`)
    say(`"${command.join(' ')}" failed (${ran.error?.message ?? `exit code ${ran.status}`})`)
    process.exit(INSTALL_FAILED)
  }
  mkdirSync(STAMPS, { recursive: true })
  writeFileSync(stamp, wanted)
  say(`${saying}: done in ${((Date.now() - began) / 1000).toFixed(1)} s`)
}

/**
 * Becomes the verb, as far as a process can: passes its signals on and ends as it ends. The message channel tells the
 * verb when this process is gone without a word, so that a killed `npm start` leaves nothing behind.
 */
function handOver() {
  const node = path.join(TOOLS, 'node_modules/.bin/node')
  const child = spawn(node, [path.join(PROJECT, SCRIPTS[verb] ?? unknown(verb)), ...args], {
    cwd: PROJECT,
    env: environment,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  const parent = process.ppid
  const watch = setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 250)
  child.once('exit', (code, signal) => {
    clearInterval(watch)
    process.exit(signal === null ? code : 1)
  })
}

function unknown(given) {
  say(`there is no "${given}" here; npm start and npm test are, and just lists all other verbs`)
  process.exit(2)
}

function say(line) {
  process.stderr.write(`switchboard: ${line}\n`)
}
