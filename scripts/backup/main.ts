// `just backup FOLDER` copies the state of a house that is stopped. Actors keep promises to each other over several
// files, so that only a copy of all of them at one moment is a state that ever was.
import { cpSync, existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { lockState } from '../start/lock.ts'
import { say } from '../start/say.ts'
import { StartFailure } from '../start/failure.ts'

/** They belong to the running server, not to what it knows. */
const NOT_KEPT = new Set(['lock.sqlite', 'lock.sqlite-journal', 'server.json', 'workerd.capnp'])

async function backUp(from: string, to: string): Promise<void> {
  if (!existsSync(path.join(from, 'state.json')))
    throw new StartFailure('state', `${from} is no state folder`)
  if (existsSync(to) && readdirSync(to).length > 0) throw new StartFailure('state', `${to} is not empty`)
  const lock = await lockState(from)
  cpSync(from, to, {
    recursive: true,
    preserveTimestamps: true,
    filter: (source) => !NOT_KEPT.has(path.relative(from, source)),
  })
  lock.release()
  say(`the state of ${from} is kept in ${to}, its secrets too; npm start -- --state ${to} serves it`)
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { state: { type: 'string', default: '.switchboard' } },
    allowPositionals: true,
  })
  const [to, ...more] = positionals
  try {
    if (to === undefined || more.length > 0) {
      throw new StartFailure('options', 'just backup takes one folder to copy to, and --state FOLDER')
    }
    await backUp(path.resolve(values.state), path.resolve(to))
    return 0
  } catch (thrown) {
    if (!(thrown instanceof StartFailure)) throw thrown
    say(thrown.message)
    return thrown.exitCode
  }
}

process.exitCode = await main()
