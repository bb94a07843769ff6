import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { bundle } from '../bench/bare/bundle.ts'
import { startRuntime } from '../bench/bare/runtime.ts'
import type { BenchRuntime } from '../bench/bare/runtime.ts'

const HOST = path.resolve(import.meta.dirname, '../../actors/testing/kernel/crash-host.ts')
const WORKERS = [
  { name: 'crash', module: 'crash.mjs', objects: { CRASH: 'CrashActor', DIRECTORY: 'DirectoryActor' } },
]

let folder = ''
let runtime: BenchRuntime

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'switchboard-crash-'))
  await bundle(HOST, path.join(folder, 'crash.mjs'))
  runtime = await startRuntime(folder, WORKERS)
})

afterAll(async () => {
  await runtime.stop()
  await rm(folder, { recursive: true })
})

/** As after a power cut of the process: nothing is flushed, nothing is said. */
async function crash(): Promise<void> {
  await runtime.stop('SIGKILL')
  runtime = await startRuntime(folder, WORKERS)
}

async function ask<T>(route: string, query: Record<string, string>, answer: z.ZodType<T>): Promise<T> {
  const response = await fetch(
    `${runtime.urls.get('crash') ?? ''}/${route}?${new URLSearchParams(query).toString()}`,
  )
  if (!response.ok) throw new Error(`${route} answered ${response.status}`)
  return answer.parse(await response.json())
}

const notesOf = (id: string) => ask('notes', { id }, z.array(z.string()))

describe('actors on the real runtime', () => {
  it('lose nothing that was acknowledged, double nothing and keep the order per target, however often the process is killed', async () => {
    const LANES = 8
    const acknowledged: string[][] = Array.from({ length: LANES }, () => [])
    const done = new AbortController()
    const lane = async (number: number): Promise<void> => {
      for (let n = 0; !done.signal.aborted; n++) {
        const text = `${number}:${String(n).padStart(6, '0')}`
        const query = { id: `from-${number % 3}`, target: `to-${number % 5}`, text }
        await ask('tell', query, z.number()).then(
          () => acknowledged[number]?.push(text),
          () => sleep(20),
        )
      }
    }
    const lanes = Array.from({ length: LANES }, (_, number) => lane(number))
    for (let kills = 0; kills < 8; kills++) {
      await sleep(400 + 100 * kills)
      await crash()
    }
    done.abort()
    await Promise.all(lanes)
    await expect
      .poll(
        async () => {
          const healths = await Promise.all(
            [0, 1, 2].map((n) =>
              ask('health', { id: `from-${n}` }, z.object({ pendingMessages: z.number() })),
            ),
          )
          return healths.map(({ pendingMessages }) => pendingMessages)
        },
        { timeout: 60_000, interval: 200 },
      )
      .toEqual([0, 0, 0])

    const told = (await Promise.all([0, 1, 2, 3, 4].map((n) => notesOf(`to-${n}`)))).flat()
    expect(new Set(told).size, 'nothing twice').toBe(told.length)
    for (const [number, texts] of acknowledged.entries()) {
      const arrived = told.filter((text) => text.startsWith(`${number}:`))
      expect(arrived).toEqual(expect.arrayContaining(texts))
      expect(arrived, 'in the order they were sent').toEqual(arrived.toSorted())
    }
    expect(acknowledged.flat().length).toBeGreaterThan(100)
  })

  it('run the resident job at its time after a crash, though that time stood in the alarm slot alone', async () => {
    const dueAt = await ask('schedule', { id: 'resident', job: 'poll', in: '2500' }, z.number())
    await crash()
    await sleep(Math.max(0, dueAt - Date.now()) + 1_500)
    expect(await notesOf('resident')).toEqual([`poll due ${dueAt}`])
  })

  it('run it too when it fell due while nothing ran', async () => {
    const dueAt = await ask('schedule', { id: 'overdue', job: 'poll', in: '1500' }, z.number())
    await runtime.stop('SIGKILL')
    await sleep(2_000)
    runtime = await startRuntime(folder, WORKERS)
    await sleep(1_500)
    expect(await notesOf('overdue')).toEqual([`poll due ${dueAt}`])
  })

  it('run a job that throws again until it succeeds, by their own alarm', async () => {
    await ask('schedule', { id: 'flaky', job: 'flaky', in: '0' }, z.number())
    await expect
      .poll(() => notesOf('flaky'), { timeout: 20_000, interval: 250 })
      .toEqual(['flaky ran', 'flaky ran', 'flaky ran'])
    await sleep(1_000)
    expect(await notesOf('flaky')).toHaveLength(3)
  })

  it('offer no field of theirs over RPC', async () => {
    for (const field of ['db', 'mail', 'jobs', 'commits', 'call', 'erase', 'ctx', 'env']) {
      const got = await ask('field', { id: 'fields', field }, z.array(z.string()))
      expect(got).toHaveLength(2)
      for (const each of got) expect(each, field).toMatch(/does not implement/)
    }
  })
})
