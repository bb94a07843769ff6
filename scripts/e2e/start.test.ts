import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { isAlive } from '../start/process.ts'
import { allocatorVariables } from '../start/runtime/allocator.ts'
import { failureOf, join, signIn, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { runStart, startHouse, type House } from './house.ts'
import { startOrigin } from './origin.ts'
import { numbered, rss } from './rss.ts'

const Server = z.object({ pid: z.int(), runtime: z.object({ pid: z.int() }) })

/** The processes of a running house, as it notes them in its state folder. */
function processesOf(house: House): { pid: number; runtime: number } {
  const noted: unknown = JSON.parse(readFileSync(path.join(house.state, 'server.json'), 'utf8'))
  const { pid, runtime } = Server.parse(noted)
  return { pid, runtime: runtime.pid }
}

async function gone(pid: number): Promise<true> {
  return eventually('the process to end', () => Promise.resolve(isAlive(pid) ? undefined : true))
}

async function follow({ device }: Member, url: string): Promise<boolean> {
  const response = await device.api.subscriptions.$post({ json: { url, discover: false } })
  return response.ok
}

async function followed({ device }: Member): Promise<string[]> {
  const { subscriptions } = await (await device.api.subscriptions.$get()).json()
  return subscriptions.map(({ feedUrl }) => feedUrl)
}

/** A page of the person, as far as the house can see. */
async function openLive({ device }: Member): Promise<WebSocket> {
  const url = `${device.url.replace('http', 'ws')}/api/live`
  const socket = new WebSocket(url, { headers: { cookie: device.cookieHeader(), origin: device.url } })
  await once(socket, 'open')
  return socket
}

/** The title that a preview shows, or how it failed. */
async function previewOf({ device }: Member, url: string): Promise<string> {
  const response = await device.api.feeds.preview.$post({ json: { url } })
  return response.ok ? (await response.json()).title : failureOf(response)
}

describe('a house that was started', () => {
  it('keeps its secrets to its owner, over restarts too, and says that it made them', async () => {
    await using house = await startHouse()
    const file = path.join(house.state, 'secrets.json')
    const before = readFileSync(file, 'utf8')
    const secrets = z.record(z.string(), z.string()).parse(JSON.parse(before))
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(house.state).mode & 0o777).toBe(0o700)
    expect(house.logs()).toContain(`made the secrets ${Object.keys(secrets).join(', ')}`)

    await house.restart()
    expect(readFileSync(file, 'utf8')).toBe(before)
    expect(house.logs()).not.toContain('made the secrets')
    const config = readFileSync(path.join(house.state, 'workerd.capnp'), 'utf8')
    for (const secret of Object.values(secrets)) expect(`${house.logs()}${config}`).not.toContain(secret)
  })

  it('keeps its feeds and routers awake, whose waking would cost more than their work, and lets everything else sleep', async () => {
    await using house = await startHouse()
    const config = readFileSync(path.join(house.state, 'workerd.capnp'), 'utf8')
    const classes = [...config.matchAll(/className = "(\w+)",[^)]*?preventEviction = (\w+)/g)]
    const awake = classes.filter(([, , isAwake]) => isAwake === 'true').map(([, name]) => name)
    expect(classes.length).toBeGreaterThan(4)
    expect(new Set(awake)).toEqual(new Set(['FeedActor', 'RouterActor']))
  })

  it('leaves the allocator its caches per CPU, but for what the environment says of that already', async () => {
    await using house = await startHouse()
    const tunables = (): string[] =>
      readFileSync(`/proc/${processesOf(house).runtime}/environ`, 'utf8')
        .split('\0')
        .filter((variable) => variable.startsWith('GLIBC_TUNABLES='))
    expect(tunables()).toEqual(Object.entries(allocatorVariables()).map((entry) => entry.join('=')))

    vi.stubEnv('GLIBC_TUNABLES', 'glibc.pthread.rseq=1')
    await house.restart().finally(() => vi.unstubAllEnvs())
    expect(tunables()).toEqual(['GLIBC_TUNABLES=glibc.pthread.rseq=1'])
  })

  it('refuses a second instance on its state folder, and goes on', async () => {
    await using house = await startHouse()
    const second = await runStart(['--port', '0', '--state', house.state])
    expect([second.code, second.stderr]).toEqual([
      6,
      `switchboard: process ${house.pid} already serves the state folder ${house.state}\n`,
    ])
    expect((await fetch(`${house.url}/health`)).ok).toBe(true)
  })

  it('serves within seconds when nothing has changed', async () => {
    await using house = await startHouse()
    const began = performance.now()
    await house.restart()
    console.log(`a later start took ${((performance.now() - began) / 1000).toFixed(2)} s`)
    expect((await fetch(house.url)).headers.get('content-type')).toContain('text/html')
  })

  it('raises its limit of open files as far as it may', async () => {
    await using house = await startHouse()
    const limits = readFileSync(`/proc/${processesOf(house).runtime}/limits`, 'utf8')
    const [, soft, hard] = /^Max open files\s+(\d+)\s+(\d+)/m.exec(limits) ?? []
    expect(soft).toBe(hard)
  })
})

describe('a house that ends', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'ends in order on %s, also under a page that stays open',
    async (signal) => {
      await using house = await startHouse()
      const { runtime } = processesOf(house)
      const socket = await openLive(await join(house.url, 'ann'))
      process.kill(house.pid, signal)
      expect(await house.stop()).toEqual({ code: 0, signal: null })
      expect(house.logs()).toMatch(/switchboard: stopped\n$/)
      expect(isAlive(runtime)).toBe(false)
      socket.terminate()
    },
  )

  it('takes its runtime along when the command alone is killed', async () => {
    await using house = await startHouse()
    const { runtime } = processesOf(house)
    process.kill(house.pid, 'SIGKILL')
    await gone(runtime)
    await house.restart()
    expect((await fetch(`${house.url}/health`)).ok).toBe(true)
  })

  it('ends with one line and exit code 8 when the runtime crashes', async () => {
    await using house = await startHouse()
    process.kill(processesOf(house).runtime, 'SIGKILL')
    const ended = await eventually('the command to end', () =>
      Promise.resolve(isAlive(house.pid) ? undefined : house.stop()),
    )
    expect(ended.code).toBe(8)
    expect(house.logs()).toMatch(/switchboard: the runtime ended by itself: it was ended by SIGKILL\n$/)
  })

  it('keeps everything that was acknowledged when all of it is killed at work', async () => {
    await using house = await startHouse({ allowNetwork: ['127.0.0.1'] })
    await using origin = await startOrigin()
    const ann = await join(house.url, 'ann')
    const acknowledged: string[] = []
    const power = new AbortController()
    const write = async (writer: number): Promise<void> => {
      for (let n = 0; !power.signal.aborted; n++) {
        const url = `${origin.url}/${writer}-${n}.xml`
        // A request that the kill cut off was not acknowledged.
        if (await follow(ann, url).catch(() => false)) acknowledged.push(url)
      }
    }
    const writers = Promise.all([1, 2, 3, 4].map(write))
    await eventually('some work', () => Promise.resolve(acknowledged.length >= 40 || undefined), 30_000)
    await house.kill9()
    power.abort()
    await writers

    await house.restart()
    expect(await followed(ann)).toEqual(expect.arrayContaining(acknowledged))
    const other = await signIn(ann)
    expect(await followed({ ...ann, device: other })).toEqual(expect.arrayContaining(acknowledged))
  })
})

describe('the network of this machine', () => {
  it('is closed to feeds unless it was opened by name, and then only as far', async () => {
    await using origin = await startOrigin()
    origin.set('/feed.xml', rss('Mine', numbered(2)))
    await using house = await startHouse()
    const ann = await join(house.url, 'ann')
    expect(await previewOf(ann, `${origin.url}/feed.xml`)).toBe('403 feed.blocked_address')
    expect(origin.requests).toEqual([])

    await house.restart(['--allow-network', '127.0.0.1/32'])
    expect(await previewOf(ann, `${origin.url}/feed.xml`)).toBe('Mine')
    expect(await previewOf(ann, origin.url.replace('127.0.0.1', '127.0.0.2'))).toBe(
      '403 feed.blocked_address',
    )
  })

  it('is opened for a host by its name, and for no other address of that host', async () => {
    await using origin = await startOrigin()
    origin.set('/feed.xml', rss('Mine', numbered(2)))
    await using house = await startHouse({ allowNetwork: ['localhost'] })
    const ann = await join(house.url, 'ann')
    const named = origin.url.replace('127.0.0.1', 'localhost')
    expect(await previewOf(ann, `${named}/feed.xml`)).toBe('Mine')
    expect(await previewOf(ann, `${origin.url}/feed.xml`)).toBe('403 feed.blocked_address')
  })
})
