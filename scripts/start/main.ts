import { projectVersion } from '../build/project.ts'
import { EXIT, StartFailure } from './failure.ts'
import { buildOrExplain, openHouse, prepareGround } from './house.ts'
import { HELP, readOptions, type StartOptions } from './options.ts'
import { say } from './say.ts'
import { stopRequested } from './stop.ts'

/** Serves the house until a signal stops it or the runtime ends by itself. */
async function start(options: StartOptions, version: string): Promise<void> {
  const stopped = stopRequested()
  const ground = await prepareGround(options, version)
  const build = await Promise.race([buildOrExplain(), stopped])
  if (build === undefined) return
  const runtime = await openHouse(build, ground)
  say(`Switchboard ${version} serves ${ground.url} (state in ${ground.state.root}); Ctrl-C stops it`)
  const crash = await Promise.race([runtime.ended, stopped])
  if (crash !== undefined) throw new StartFailure('runtime', `the runtime ended by itself: ${crash}`)
  await runtime.stop()
  ground.lock.release()
  say('stopped')
}

async function main(): Promise<number> {
  try {
    const version = projectVersion()
    const options = readOptions(process.argv.slice(2))
    if (options.show === 'help') process.stdout.write(HELP)
    else if (options.show === 'version') process.stdout.write(`${version}\n`)
    else await start(options, version)
    return EXIT.ok
  } catch (thrown) {
    if (thrown instanceof StartFailure) {
      say(thrown.message)
      return thrown.exitCode
    }
    say(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown))
    return EXIT.bug
  }
}

process.exit(await main())
