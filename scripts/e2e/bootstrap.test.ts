import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { PROJECT, projectVersion } from '../build/project.ts'
import { isAlive } from '../start/process.ts'
import { eventually } from './eventually.ts'

const state = mkdtempSync(path.join(tmpdir(), 'switchboard-bootstrap-'))
afterAll(() => rmSync(state, { recursive: true, force: true }))

/** What `npm start` runs. */
class Bootstrap {
  readonly child: ChildProcess
  output = ''

  constructor(...args: string[]) {
    const command = [path.join(PROJECT, 'scripts/bootstrap.mjs'), ...args]
    this.child = spawn(process.execPath, command, { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => (this.output += chunk))
    }
  }

  async ended(): Promise<number | null> {
    await once(this.child, 'close')
    return this.child.exitCode
  }

  /** Waits until it serves. @returns the processes that must be gone after it */
  async serving(): Promise<number[]> {
    await eventually('the house', () => Promise.resolve(this.output.includes('serves') || undefined), 90_000)
    const noted: unknown = JSON.parse(readFileSync(path.join(state, 'server.json'), 'utf8'))
    const { pid, runtime } = z.object({ pid: z.int(), runtime: z.object({ pid: z.int() }) }).parse(noted)
    return [pid, runtime.pid]
  }
}

describe('the command that npm runs', () => {
  it('hands options over and the answer back', async () => {
    const run = new Bootstrap('start', '--version')
    expect(await run.ended()).toBe(0)
    expect(run.output.trim().split('\n').at(-1)).toBe(projectVersion())
  })

  it('passes on the exit code of what it handed over to', async () => {
    expect(await new Bootstrap('start', '--port', 'x').ended()).toBe(2)
  })

  it('knows its verbs', async () => {
    const run = new Bootstrap('stop')
    expect(await run.ended()).toBe(2)
    expect(run.output).toMatch(/^switchboard: there is no "stop" here; [^\n]+\n$/)
  })

  it('ends in order on a signal that only it receives', async () => {
    const run = new Bootstrap('start', '--port', '0', '--state', state)
    const processes = await run.serving()
    run.child.kill('SIGTERM')
    expect(await run.ended()).toBe(0)
    expect(processes.map(isAlive)).toEqual([false, false])
  })

  it('leaves nothing behind when it is killed', async () => {
    const run = new Bootstrap('start', '--port', '0', '--state', state)
    const processes = await run.serving()
    run.child.kill('SIGKILL')
    await eventually('its processes to end', () =>
      Promise.resolve(processes.some(isAlive) ? undefined : true),
    )
  })
})
