import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Literal, capnp } from './capnp.ts'
import { SOCKET } from './house-config.ts'
import { spreadOverdueAlarms } from './overdue-alarms.ts'
import { startRuntime } from './runtime.ts'
import { openFilesLimit, wakesPerSecond } from './wake-rate.ts'
import { claimAddress } from '../listen.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'switchboard-alarms-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const OBJECTS = 300
const Wakes = z.object({ wakes: z.array(z.int()), milliseconds: z.array(z.int()) })
const WORKER = `
import { DurableObject } from 'cloudflare:workers'
const wakes = []
const milliseconds = new Set()
export class Sleeper extends DurableObject {
  set(at) { return this.ctx.storage.setAlarm(at) }
  alarm({ scheduledTime }) { wakes.push(Date.now()); milliseconds.add(scheduledTime % 1000) }
}
export default { async fetch(request, env) {
  const url = new URL(request.url)
  if (url.pathname === '/wakes') return Response.json({ wakes, milliseconds: [...milliseconds] })
  const at = Number(url.searchParams.get('at'))
  await Promise.all(Array.from({ length: ${OBJECTS} }, (_, n) => env.SLEEPER.getByName('s' + n).set(at)))
  return new Response('set')
} }`

async function run<T>(use: (url: string) => Promise<T>): Promise<T> {
  const { port } = await claimAddress('127.0.0.1', 0)
  const config = capnp({
    services: [
      {
        name: 'main',
        worker: {
          modules: [{ name: 'worker.js', esModule: WORKER }],
          compatibilityDate: '2026-10-01',
          durableObjectNamespaces: [{ className: 'Sleeper', uniqueKey: 'sleepers', enableSql: true }],
          durableObjectStorage: { localDisk: 'storage' },
          bindings: [{ name: 'SLEEPER', durableObjectNamespace: { className: 'Sleeper' } }],
        },
      },
      { name: 'storage', disk: { path: path.join(folder, 'actors'), writable: true } },
    ],
    sockets: [{ name: SOCKET, address: `127.0.0.1:${port}`, http: new Literal('()'), service: 'main' }],
  })
  const file = path.join(folder, 'config.capnp')
  writeFileSync(
    file,
    `using Workerd = import "/workerd/workerd.capnp";\nconst c :Workerd.Config = ${config};\n`,
  )
  const runtime = await startRuntime(file, {}, () => {})
  try {
    return await use(`http://127.0.0.1:${port}`)
  } finally {
    await runtime.stop()
  }
}

describe('alarms that fell due while the house was down', () => {
  it('wake their objects at the rate that was asked for, each once, with their milliseconds kept', async () => {
    mkdirSync(path.join(folder, 'actors'))
    // The milliseconds are an actor's own: a feed counts in them how often it found nothing new.
    const dueAt = Math.floor(Date.now() / 1000) * 1000 + 6007
    await run((url) => fetch(`${url}/set?at=${dueAt}`))
    await sleep(dueAt - Date.now())

    const perSecond = 100
    expect(spreadOverdueAlarms([path.join(folder, 'actors/sleepers')], perSecond)).toBe(OBJECTS)
    const { wakes, milliseconds } = await run(async (url) => {
      await sleep((OBJECTS / perSecond) * 1000 + 1000)
      return Wakes.parse(await (await fetch(`${url}/wakes`)).json())
    })
    expect(wakes).toHaveLength(OBJECTS)
    expect((wakes.at(-1) ?? 0) - (wakes[0] ?? 0)).toBeGreaterThan((OBJECTS / perSecond - 1) * 1000 * 0.9)
    expect(milliseconds).toEqual([7])
  })

  it('leaves alone what is not due, what is not there and what it does not know', () => {
    expect(spreadOverdueAlarms([path.join(folder, 'actors/sleepers')], 100)).toBe(0)
    expect(spreadOverdueAlarms([path.join(folder, 'actors/nobody')], 100)).toBe(0)
  })

  it('wake no more objects than half of the open files allow', () => {
    expect(wakesPerSecond(20_000)).toBe(50)
    expect(wakesPerSecond(2_048)).toBe(24)
    expect(wakesPerSecond(64)).toBe(1)
    expect(openFilesLimit()).toBeGreaterThan(0)
  })
})
