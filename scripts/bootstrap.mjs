// The first step of `npm start` and `npm test`. It runs on any Node >= 20, before anything is installed: it brings the
// project's own Node, pnpm and just, then the packages, and hands over. A second run that finds nothing new installs
// nothing.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const PROJECT = fileURLToPath(new URL('..', import.meta.url))
const STAMPS = path.join(PROJECT, '.cache/bootstrap')
const TOOL_COMMANDS = path.join(PROJECT, 'tools/node_modules/.bin')
const EXIT = { unknownVerb: 2, installFailed: 9, interrupted: 130 }

/** What each verb hands over to; the others are recipes of the justfile. */
const VERBS = new Map([
  ['start', 'scripts/start/main.ts'],
  ['test', 'scripts/test/main.ts'],
])

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} saying
 * @property {readonly string[]} inputs what decides whether it must run again
 * @property {string} result what is there once it has run
 * @property {NodeJS.ProcessEnv} env
 * @property {string} program
 * @property {readonly string[]} args
 */

const [verb = 'start', ...verbArgs] = process.argv.slice(2)
const script = VERBS.get(verb)
if (script === undefined) {
  say(`there is no "${verb}" here; npm start and npm test are, and just lists all other verbs`)
  process.exit(EXIT.unknownVerb)
}
const withTools = { ...process.env, PATH: `${TOOL_COMMANDS}${path.delimiter}${process.env['PATH'] ?? ''}` }

install({
  name: 'tools',
  saying: 'installing the tools (Node, pnpm, just)',
  inputs: ['tools/package.json', 'tools/package-lock.json'],
  result: 'tools/node_modules/.bin/pnpm',
  // The person's own Node: this step may replace the project's.
  env: process.env,
  program: 'npm',
  // Not `npm ci`: it refuses a lockfile that lacks the optional packages of platforms which a registry does not carry.
  args: ['install', '--no-save', '--prefix', 'tools', '--no-audit', '--no-fund', '--loglevel=error'],
})
install({
  name: 'packages',
  saying: 'installing the packages',
  inputs: ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'],
  result: 'node_modules/.bin/wrangler',
  env: withTools,
  program: 'pnpm',
  args: ['install', '--frozen-lockfile', '--reporter=append-only'],
})
handOver(path.join(PROJECT, script), verbArgs)

/**
 * Runs an installation unless its inputs are those of the last one that succeeded.
 * @param {Step} step
 */
function install({ name, saying, inputs, result, env, program, args }) {
  const hash = createHash('sha256')
  for (const input of inputs) hash.update(readFileSync(path.join(PROJECT, input)))
  const wanted = hash.digest('hex')
  const stamp = path.join(STAMPS, name)
  const standing = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
  if (standing === wanted && existsSync(path.join(PROJECT, result))) return

  const began = Date.now()
  say(`${saying} ...`)
  const ran = spawnSync(program, args, { cwd: PROJECT, env, encoding: 'utf8' })
  if (ran.signal === 'SIGINT' || ran.signal === 'SIGTERM') process.exit(EXIT.interrupted)
  if (ran.status !== 0) {
    process.stderr.write(`${ran.stdout}${ran.stderr}\n`)
    say(`"${program} ${args.join(' ')}" failed: ${ran.error?.message ?? `exit code ${ran.status}`}`)
    process.exit(EXIT.installFailed)
  }
  mkdirSync(STAMPS, { recursive: true })
  writeFileSync(stamp, wanted)
  say(`${saying}: done in ${((Date.now() - began) / 1000).toFixed(1)} s`)
}

/**
 * Becomes the verb, as far as a process can: passes its signals on and ends as it ends. The message channel tells the
 * verb when this process is gone without a word, so that a killed `npm start` leaves nothing behind.
 * @param {string} file
 * @param {readonly string[]} args
 */
function handOver(file, args) {
  const child = spawn(path.join(TOOL_COMMANDS, 'node'), [file, ...args], {
    cwd: PROJECT,
    env: withTools,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal))
  }
  // Npm forwards what can be caught; that it was killed shows in who the parent is.
  const parent = process.ppid
  const watch = setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 250)
  child.once('exit', (code, signal) => {
    clearInterval(watch)
    process.exit(signal === null ? code : 1)
  })
}

/** @param {string} line */
function say(line) {
  process.stderr.write(`switchboard: ${line}\n`)
}
