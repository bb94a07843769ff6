import { spawn } from 'node:child_process'
import path from 'node:path'
import type { Check, Verdict } from './check.ts'
import { PROJECT } from './project.ts'

const PATIENCE_MS = 5 * 60 * 1000

export interface Command {
  /** `node`, or a program of the installed packages. */
  readonly program: string
  readonly args: readonly string[]
  /** From the project's root. */
  readonly folder?: string
}

/** A check that is a tool of the workspace: it passes when the tool ends with 0. */
export function tool(name: string, command: Command): Check {
  return { name, run: () => runTool(command) }
}

/** Runs a tool of the workspace, without a terminal to ask at, and keeps what it says. */
export async function runTool({ program, args, folder = '.' }: Command): Promise<Verdict> {
  const { promise, resolve } = Promise.withResolvers<Verdict>()
  const file = program === 'node' ? process.execPath : path.join(PROJECT, 'node_modules/.bin', program)
  const child = spawn(file, args, {
    cwd: path.join(PROJECT, folder),
    env: { ...process.env, NO_COLOR: '1', WRANGLER_SEND_METRICS: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE_MS,
  })
  let output = ''
  const keep = (chunk: Buffer): void => {
    output += chunk.toString()
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  child.on('error', (error) => resolve({ passed: false, output: error.message }))
  child.on('close', (code, signal) => {
    const ended = signal === null ? '' : `\n${program} was stopped by ${signal}`
    resolve({ passed: code === 0, output: `${output.trim()}${ended}` })
  })
  return await promise
}
