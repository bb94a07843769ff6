import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { runStart } from './house.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'switchboard-refusals-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts what must not start. @returns its exit code and the one line it ended with */
async function refusal(...args: string[]): Promise<[number | null, string]> {
  const { code, stdout, stderr } = await runStart(['--state', path.join(folder, 'unused'), ...args])
  expect(stdout).toBe('')
  const lines = stderr.trimEnd().split('\n')
  expect(lines).toHaveLength(1)
  return [code, lines[0] ?? '']
}

/** A state folder with one file in it. */
function stateWith(file: string, content: string): string {
  const state = mkdtempSync(path.join(folder, 'state-'))
  writeFileSync(path.join(state, file), content)
  return state
}

describe('a start that cannot be', () => {
  it.each([
    [['--prot', '9000'], 'there is no option --prot'],
    [['--port', 'eighty'], '--port takes a number from 0 to 65535, not "eighty"'],
    [['--allow-network', '10.0.0.0/99'], '--allow-network: "10.0.0.0/99"'],
    [['--registration', 'maybe'], '--registration takes open, invite-only, closed, not "maybe"'],
  ])('ends with exit code 2 and one line for %j', async (args, words) => {
    const [code, line] = await refusal(...args)
    expect(code).toBe(2)
    expect(line).toContain(words)
  })

  it('ends with exit code 3 where the port is taken', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = z.object({ port: z.int() }).parse(server.address())
    const [code, line] = await refusal('--port', String(port))
    expect([code, line]).toEqual([3, expect.stringContaining(`port ${port} on 127.0.0.1 is taken`)])
    await new Promise((resolve) => server.close(resolve))
  })

  it('ends with exit code 3 where the host is not of this machine', async () => {
    const [code, line] = await refusal('--port', '0', '--host', '203.0.113.7')
    expect([code, line]).toEqual([3, expect.stringContaining('203.0.113.7 is no address of this machine')])
  })

  it('ends with exit code 4 where the state folder cannot be made', async () => {
    const state = path.join(stateWith('file', 'not a folder'), 'file/inside')
    const [code, line] = await refusal('--state', state)
    expect([code, line]).toEqual([4, expect.stringContaining(`${state} cannot be written`)])
  })

  it('ends with exit code 4 where it is a file', async () => {
    const file = path.join(stateWith('file', 'not a folder'), 'file')
    expect((await refusal('--state', file))[0]).toBe(4)
  })

  it.each([
    ['state.json', 'not JSON'],
    ['state.json', '{"format":"one"}'],
    ['secrets.json', '{"AUTH_SECRET":"short"}'],
    ['secrets.json', ''],
  ])('ends with exit code 4 where %s holds %j, and leaves it as it is', async (file, content) => {
    const state = stateWith(file, content)
    const [code, line] = await refusal('--port', '0', '--state', state)
    expect([code, line]).toEqual([4, expect.stringContaining(path.join(state, file))])
    expect(readFileSync(path.join(state, file), 'utf8')).toBe(content)
  })

  it('ends with exit code 5 where a newer version wrote the state folder', async () => {
    const state = stateWith('state.json', '{"format":999,"version":"7.0.0","more":true}')
    const [code, line] = await refusal('--state', state)
    expect([code, line]).toEqual([5, expect.stringContaining('written by the newer version 7.0.0')])
  })

  it('never prints a stack trace for what is the person’s to mend', async () => {
    mkdirSync(path.join(folder, 'nested'), { recursive: true })
    const { stderr } = await runStart(['--port', '1', '--host', 'no-such-host.invalid', '--state', folder])
    expect(stderr).toBe('switchboard: --host no-such-host.invalid is not the name of any machine\n')
  })
})

describe('what is asked of the command itself', () => {
  it('is answered on stdout with exit code 0', async () => {
    const version = await runStart(['--version'])
    expect([version.code, version.stdout, version.stderr]).toEqual([
      0,
      expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      '',
    ])
    const help = await runStart(['--help'])
    expect([help.code, help.stderr]).toEqual([0, ''])
    for (const option of ['--port', '--host', '--state', '--allow-network', '--rsshub', '--public-url']) {
      expect(help.stdout).toContain(option)
    }
  })
})
