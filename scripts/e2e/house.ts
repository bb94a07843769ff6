import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { PROJECT } from '../build/project.ts'

const UP_WITHIN_MS = 90_000

/** How a house ended. */
export interface HouseEnd {
  /** null where a signal ended it. */
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A running house of a test: the server behind `npm start` on a free port, with a state folder of its own. */
export interface House extends AsyncDisposable {
  /** Without a slash at the end; it stays the same over a restart. */
  readonly url: string
  /** The state folder. */
  readonly state: string
  /** The process id of the command. */
  readonly pid: number
  /** Everything that the command and the runtime have printed. */
  logs(): string
  /** Ends it as Ctrl-C does, and removes the state folder if the harness made it. */
  stop(): Promise<HouseEnd>
  /** Kills the command and the runtime at once, as a power cut would; the state stays. */
  kill9(): Promise<void>
  /** Starts it again on the same port and state, stopping it first where it runs. @param args instead of those before */
  restart(args?: readonly string[]): Promise<void>
}

export interface HouseOptions {
  /** What `--allow-network` opens; without it the house reaches no address of this machine. */
  readonly allowNetwork?: readonly string[]
  /** A state folder to use; it is not removed at the end. */
  readonly state?: string
  /** More options of `npm start`. */
  readonly args?: readonly string[]
}

/**
 * Starts a house and waits until it answers /health.
 * @throws with everything it printed where it does not come up
 */
export async function startHouse({ allowNetwork = [], state, args = [] }: HouseOptions = {}): Promise<House> {
  const folder = state ?? mkdtempSync(path.join(tmpdir(), 'switchboard-house-'))
  const network = allowNetwork.flatMap((entry) => ['--allow-network', entry])
  let options = [...network, ...args]
  let server = await HouseServer.start(folder, ['--port', '0', ...options])
  const { url } = server
  const stop = async (): Promise<HouseEnd> => {
    const end = await server.stop()
    if (state === undefined) rmSync(folder, { recursive: true, force: true })
    return end
  }
  return {
    url,
    state: folder,
    get pid() {
      return server.pid
    },
    logs: () => server.output,
    stop,
    kill9: () => server.kill9(),
    restart: async (newArgs) => {
      await server.stop()
      options = newArgs === undefined ? options : [...newArgs]
      server = await HouseServer.start(folder, ['--port', new URL(url).port, ...options])
    },
    [Symbol.asyncDispose]: async () => {
      await stop()
    },
  }
}

/** What is said of a command that was run to its end. */
export interface CommandEnd extends HouseEnd {
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command behind `npm start` where it is expected to end by itself. */
export async function runStart(args: readonly string[]): Promise<CommandEnd> {
  const child = launch(args)
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)]
  const end = await endOf(child)
  return { ...end, stdout: stdout(), stderr: stderr() }
}

class HouseServer {
  readonly #child: ChildProcess
  readonly #state: string
  readonly #ended: Promise<HouseEnd>
  readonly #outputs: (() => string)[]
  url = ''

  static async start(state: string, args: readonly string[]): Promise<HouseServer> {
    const server = new HouseServer(state, args)
    await server.#waitUntilUp()
    return server
  }

  constructor(state: string, args: readonly string[]) {
    this.#state = state
    this.#child = launch(['--state', state, ...args])
    this.#outputs = [collect(this.#child.stdout), collect(this.#child.stderr)]
    this.#ended = endOf(this.#child)
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  get output(): string {
    return this.#outputs.map((read) => read()).join('')
  }

  stop(): Promise<HouseEnd> {
    if (this.#runs) this.#child.kill('SIGTERM')
    return this.#ended
  }

  async kill9(): Promise<void> {
    const runtime = runtimeOf(this.#state)
    this.#child.kill('SIGKILL')
    if (runtime !== undefined) process.kill(runtime, 'SIGKILL')
    await this.#ended
  }

  get #runs(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  async #waitUntilUp(): Promise<void> {
    const until = Date.now() + UP_WITHIN_MS
    while (this.#runs && Date.now() < until) {
      this.url = /serves (http:\S+)/.exec(this.output)?.[1] ?? ''
      if (this.url !== '' && (await answers(`${this.url}/health`))) return
      await sleep(20)
    }
    await this.stop()
    throw new Error(`the house did not come up:\n${this.output}`)
  }
}

const running = new Set<ChildProcess>()
// A test run that is cut short leaves no house behind; each house ends its own runtime.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

function launch(args: readonly string[]): ChildProcess {
  const command = [path.join(PROJECT, 'scripts/start/main.ts'), ...args]
  const child = spawn(process.execPath, command, { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  return child
}

function endOf(child: ChildProcess): Promise<HouseEnd> {
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child)
      resolve({ code, signal })
    })
  })
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = ''
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  return () => text
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => {
      await response.body?.cancel()
      return true
    },
    () => false,
  )
}

function runtimeOf(state: string): number | undefined {
  const noted: unknown = JSON.parse(readFileSync(path.join(state, 'server.json'), 'utf8'))
  return z.object({ runtime: z.object({ pid: z.int() }).optional() }).parse(noted).runtime?.pid
}
