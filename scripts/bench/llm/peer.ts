import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { KIT, startPinned, targetOf, UPSTREAM } from './kit.ts'
import type { Started, Target } from './kit.ts'

const PORT = 9201
const CACHE = path.join(tmpdir(), 'switchboard-bench-peer')
const SERVER = path.join(CACHE, 'node_modules/@portkey-ai/gateway/build/start-server.js')

/** The peer, installed once into a folder of the system's own; null where that can not be done, which is said. */
export async function startPeer(): Promise<(Target & Started) | null> {
  const failure = await install()
  if (failure !== null) {
    console.log(`without the peer, which can not be installed: ${failure}`)
    return null
  }
  const base = `http://127.0.0.1:${PORT}`
  const bind = path.join(KIT, 'bind-loopback.mjs')
  const command = [process.execPath, '--import', bind, SERVER, `--port=${PORT}`, '--headless']
  const started = await startPinned(1, command, base, { NODE_ENV: 'production' })
  const target = targetOf({
    name: 'portkey',
    base,
    pid: started.pid,
    headers: { 'x-portkey-custom-host': `${UPSTREAM}/v1` },
    headersOpenai: { 'x-portkey-provider': 'openai' },
    headersAnthropic: { 'x-portkey-provider': 'anthropic' },
  })
  return { ...target, ...started }
}

/** @returns why it could not be installed, null where it is there */
async function install(): Promise<string | null> {
  if (existsSync(SERVER)) return null
  await mkdir(CACHE, { recursive: true })
  await copyFile(path.join(import.meta.dirname, 'peer/package.json'), path.join(CACHE, 'package.json'))
  const options = ['install', '--omit=dev', '--no-audit', '--no-fund', '--ignore-scripts']
  return promisify(execFile)('npm', options, { cwd: CACHE, timeout: 180_000 }).then(
    () => null,
    (error: Error) => error.message.split('\n')[0] ?? 'no reason given',
  )
}
