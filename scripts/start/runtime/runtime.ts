import { spawn, type ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { PROJECT } from '../../build/project.ts'
import { StartFailure } from '../failure.ts'
import { allocatorVariables } from './allocator.ts'
import { SOCKET } from './house-config.ts'

/** What is being answered may end; a page's socket would keep the runtime for ever. */
const STOP_GRACE_MS = 2_000

/**
 * Raises the soft limit of open files to the hard one (an active object holds three, and workerd exits when out of
 * them), then becomes workerd. The process left behind ends workerd when this command is gone without a word: fd 4 is
 * a pipe from it, and it says "done" when there is nothing left to end.
 */
const LAUNCH = `
ulimit -n "$(ulimit -Hn)" 2>/dev/null
(read -r word <&4 || kill -KILL $$) 3>&- >/dev/null 2>&1 &
exec "$@" 4<&-
`

const ControlMessage = z.object({ event: z.string(), socket: z.string().optional() })

/** A running workerd. */
export interface Runtime {
  readonly pid: number
  /** When it ended, by itself or stopped; the text says how. */
  readonly ended: Promise<string>
  /**
   * Ends it; what it has acknowledged is on disk already.
   * @param graceMs how long it may still work on what it is being asked
   */
  stop(graceMs?: number): Promise<void>
}

/**
 * Starts workerd and waits until it listens.
 * @param configFile the configuration's path
 * @param environment where the configuration's secrets are
 * @param onSpawn called with the process id before it can have opened any file of the state folder
 * @throws StartFailure where it ends before it listens
 */
export async function startRuntime(
  configFile: string,
  environment: Readonly<Record<string, string>>,
  onSpawn: (pid: number) => void,
): Promise<Runtime> {
  const command = [workerdBinary(), 'serve', configFile, '--control-fd', '3']
  const child = spawn('/bin/sh', ['-c', LAUNCH, 'switchboard', ...command], {
    // A session of its own: Ctrl-C in the terminal reaches this command, which then ends workerd in order.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'pipe', 'pipe'],
    env: { ...allocatorVariables(), ...process.env, ...environment },
  })
  const { pid } = child
  if (pid === undefined) throw new StartFailure('runtime', 'the runtime could not be started')
  const [control, lifeline] = channels(child)
  const ended = endOf(child).then((how) => {
    lifeline.end('done\n')
    return how
  })
  onSpawn(pid)
  const failure = await Promise.race([listening(control), ended])
  if (failure !== undefined) throw new StartFailure('runtime', `the runtime did not come up: ${failure}`)
  return { pid, ended, stop: (graceMs = STOP_GRACE_MS) => stop(child, ended, graceMs) }
}

async function stop(child: ChildProcess, ended: Promise<unknown>, graceMs: number): Promise<void> {
  child.kill('SIGTERM')
  const timer = new AbortController()
  const late = sleep(graceMs, undefined, { signal: timer.signal }).then(
    () => child.kill('SIGKILL'),
    () => false,
  )
  await ended
  timer.abort()
  await late
}

function channels(child: ChildProcess): [Readable, Writable] {
  const [, , , control, lifeline] = child.stdio
  if (control === null || control === undefined || !('read' in control)) throw new Error('no control channel')
  if (lifeline === null || lifeline === undefined || !('write' in lifeline)) throw new Error('no lifeline')
  // A runtime that died first breaks the pipe; its end is reported by the process itself.
  lifeline.on('error', () => {})
  return [control, lifeline]
}

/** Resolves when workerd says on its control channel that its socket listens. */
async function listening(control: Readable): Promise<undefined> {
  control.setEncoding('utf8')
  let text = ''
  return new Promise((resolve) => {
    control.on('data', (chunk: string) => {
      text += chunk
      const lines = text.split('\n')
      text = lines.pop() ?? ''
      if (lines.some(saysListening)) resolve(undefined)
    })
  })
}

function saysListening(line: string): boolean {
  const message = ControlMessage.safeParse(JSON.parse(line))
  return message.success && message.data.event === 'listen' && message.data.socket === SOCKET
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) =>
      resolve(signal === null ? `it exited with code ${code}` : `it was ended by ${signal}`),
    )
  })
}

/** The binary itself: the npm wrapper would be one more process to pass signals on. */
function workerdBinary(): string {
  const resolved: unknown = createRequire(`${PROJECT}/package.json`)('workerd')
  return z.object({ default: z.string() }).parse(resolved).default
}
