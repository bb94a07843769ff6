import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'

export const KIT = path.resolve(import.meta.dirname, '../../../../shared/bench/llm')
/** The kit's floor has the provider's address written into it. */
export const UPSTREAM_PORT = 9101
export const UPSTREAM = `http://127.0.0.1:${UPSTREAM_PORT}`

/** A process that the bench has started. */
export interface Started extends AsyncDisposable {
  readonly pid: number
}

/** Of util-linux; the kit's own client needs it too. */
const PIN = 'taskset'

/** Core 0 for client and provider, core 1 for what is measured. */
export type Core = 0 | 1

/**
 * Starts a command on one core and waits until it answers.
 * @param answers an address that gives any answer when it is up
 */
export async function startPinned(
  core: Core,
  command: readonly string[],
  answers: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const child = spawn(PIN, ['-c', String(core), ...command], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...environment },
  })
  const ended = once(child, 'exit')
  for (let tries = 0; !(await isUp(answers)); tries++) {
    if (tries > 200 || child.exitCode !== null) {
      child.kill('SIGKILL')
      throw new Error(`${command.join(' ')} did not come up`)
    }
    await sleep(50)
  }
  return {
    pid: child.pid ?? 0,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function isUp(url: string): Promise<boolean> {
  return fetch(url).then(
    async (answer) => {
      await answer.body?.cancel()
      return true
    },
    () => false,
  )
}

/** Runs a command on the client's core. @returns what it printed */
export async function runPinned(command: readonly string[], cwd: string): Promise<string> {
  const child = spawn(PIN, ['-c', '0', ...command], { cwd, stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  await once(child, 'close')
  if (child.exitCode !== 0) throw new Error(`${command.join(' ')} failed:\n${text}`)
  return text
}

export function startUpstream(): Promise<Started> {
  const script = path.join(KIT, 'upstream.mjs')
  return startPinned(
    0,
    [process.execPath, script, `--port=${UPSTREAM_PORT}`, '--keep-last=0'],
    `${UPSTREAM}/__stats`,
  )
}

/** Something that the kit's client measures. */
export interface Target {
  readonly name: string
  readonly base: string
  readonly headers: Readonly<Record<string, string>>
  readonly headersOpenai: Readonly<Record<string, string>>
  readonly headersAnthropic: Readonly<Record<string, string>>
  /** Null for the provider itself. */
  readonly pid: number | null
  /** In which scenarios it is left out: a regular expression. */
  readonly skip?: string
}

/** A target without headers of its own. */
export function targetOf(target: Pick<Target, 'name' | 'base' | 'pid'> & Partial<Target>): Target {
  return { headers: {}, headersOpenai: {}, headersAnthropic: {}, ...target }
}

const Measured = z.object({
  rps: z.number(),
  p50: z.number().nullable(),
  ttfb50: z.number().nullish(),
  cpuUsPerReq: z.number().nullish(),
  errors: z.number(),
})
export type Measured = z.infer<typeof Measured>

const Results = z.object({
  res: z.record(z.string(), z.record(z.string(), Measured.extend({ rounds: z.array(Measured) }))),
})

/** By scenario and target: the rounds, whose order is the same for every target. */
export type Results = z.infer<typeof Results>['res']

/** Runs the kit's client over all targets, rounds interleaved. */
export async function measure(
  targets: readonly Target[],
  scenarios: readonly string[],
  { rounds, seconds, folder }: { rounds: number; seconds: number; folder: string },
): Promise<Results> {
  const out = path.join(folder, 'results.json')
  const text = await runPinned(
    [
      process.execPath,
      path.join(KIT, 'bench.mjs'),
      `--targets=${path.join(folder, 'targets.json')}`,
      `--only=${targets.map(({ name }) => name).join(',')}`,
      `--scenarios=${scenarios.join(',')}`,
      `--rounds=${rounds}`,
      `--secs=${seconds}`,
      `--out=${out}`,
    ],
    folder,
  )
  console.log(text.trimEnd())
  return Results.parse(JSON.parse(await readFile(out, 'utf8'))).res
}
