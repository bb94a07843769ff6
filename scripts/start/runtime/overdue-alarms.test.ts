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
import { eventually } from '../../e2e/eventually.ts'
import { claimAddress } from '../listen.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'switchboard-alarms-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const OBJECTS = 60
const PER_SECOND = 20
/** How long a busy machine may take to set all alarms and to stop. */
const PATIENCE_S = 5
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
    const dueAt = await run(async (url) => {
      // Objects that exist take a new time fast.
      await fetch(`${url}/set?at=${Date.now() + 3_600_000}`)
      // The milliseconds are an actor's own: a feed counts in them how often it found nothing new.
      const time = (Math.floor(Date.now() / 1000) + PATIENCE_S) * 1000 + 7
      await fetch(`${url}/set?at=${time}`)
      return time
    })
    await sleep(Math.max(0, dueAt - Date.now()) + 50)

    expect(spreadOverdueAlarms([path.join(folder, 'actors/sleepers')], PER_SECOND)).toBe(OBJECTS)
    const { wakes, milliseconds } = await run((url) =>
      eventually(
        'all objects to wake',
        async () => {
          const seen = Wakes.parse(await (await fetch(`${url}/wakes`)).json())
          return seen.wakes.length < OBJECTS ? undefined : seen
        },
        60_000,
      ),
    )
    expect(wakes).toHaveLength(OBJECTS)
    // All at once would be some milliseconds apart; a busy machine may be late with the first.
    expect((wakes.at(-1) ?? 0) - (wakes[0] ?? 0)).toBeGreaterThan((OBJECTS / PER_SECOND - 2) * 1000)
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
