/**
 * The kernel beside the bare runtime (../shared/bench/bare), in one run of one plain `workerd serve`: rounds alternate
 * between the two, so that what else the machine does meets both. Targets: an RPC, with a SELECT, with an INSERT at
 * least 0.8 of the bare figure; grouped commits at least twice the bare INSERT; a first activation at most 1.5 times.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findLoad, get } from '../load.ts'
import { inLanes, quantile } from '../statistics.ts'
import { bundle } from './bundle.ts'
import { startRuntime } from './runtime.ts'
import type { BenchRuntime } from './runtime.ts'

const BARE = path.resolve(import.meta.dirname, '../../../../shared/bench/bare/worker.ts')
const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
const SECONDS = Number(process.env['SECONDS'] ?? 3)
const CONNECTIONS = 32
const NEW_OBJECTS = 1_000

/** Requests per second, ours beside the bare runtime's. `drizzle` is the bare runtime's object with drizzle. */
const RATES = [
  { what: 'RPC', ours: '/ping', bare: '/rpc', drizzle: '/dping', target: 0.8 },
  { what: '+ SELECT', ours: '/select', bare: '/select', drizzle: '/dselect', target: 0.8 },
  { what: '+ INSERT', ours: '/insert', bare: '/insert', drizzle: '/dinsert', target: 0.8 },
  { what: '+ grouped INSERT', ours: '/insertGrouped', bare: '/insert', drizzle: '/dinsert', target: 2 },
] as const

const SIDES = ['bare', 'drizzle', 'ours'] as const
type Side = (typeof SIDES)[number]

interface Figure {
  readonly figure: number
  readonly cpuUs: number
}

if (existsSync(BARE)) await compare()
else console.log('skipped: ../shared/bench/bare is not here')

async function compare(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'switchboard-bare-'))
  await bundle(BARE, path.join(folder, 'bare.mjs'))
  await bundle(path.join(import.meta.dirname, 'host/worker.ts'), path.join(folder, 'ours.mjs'))
  const runtime = await startRuntime(folder, [
    {
      name: 'bare',
      module: 'bare.mjs',
      objects: { RAW: 'RawDO', DRZ: 'DrzDO', RELAY: 'RelayDO', WS: 'WsDO' },
    },
    { name: 'ours', module: 'ours.mjs', objects: { BENCH: 'BenchActor' } },
  ])
  try {
    await compareActivations(runtime)
    await compareRates(runtime)
  } finally {
    await runtime.stop()
    await rm(folder, { recursive: true })
  }
}

async function compareRates(runtime: BenchRuntime): Promise<void> {
  const { name, load } = await findLoad()
  const rounds = `medians of ${ROUNDS} rounds of ${SECONDS} s`
  console.log(
    `requests/s with ${name} (and the runtime's CPU us each), ${CONNECTIONS} connections, ${rounds}`,
  )
  for (const { what, target, ...routes } of RATES) {
    const figures = await alternate(runtime, routes, async (url) => {
      const rate = await load(url, { connections: CONNECTIONS, seconds: SECONDS })
      return { figure: rate, requests: rate * SECONDS }
    })
    const value = figures.ours.figure / figures.bare.figure
    print(what, figures, { value, target: `>= ${target}`, met: value >= target })
  }
}

async function compareActivations(runtime: BenchRuntime): Promise<void> {
  const rounds = `medians of ${ROUNDS} rounds`
  console.log(`ms to activate ${NEW_OBJECTS} new objects for the first time (and CPU us each), ${rounds}`)
  // One of so many at random is one that nobody has called yet.
  const routes = { bare: '/rpc?n=1e12', drizzle: '/dping?n=1e12', ours: '/ping?n=1e12' }
  const agent = new http.Agent({ keepAlive: true })
  const figures = await alternate(runtime, routes, async (url) => {
    const started = performance.now()
    await inLanes(
      Array.from({ length: NEW_OBJECTS }, () => url),
      8,
      (each) => get(each, agent),
    )
    return { figure: performance.now() - started, requests: NEW_OBJECTS }
  })
  agent.destroy()
  const value = figures.ours.figure / figures.bare.figure
  print('first activation', figures, { value, target: '<= 1.5', met: value <= 1.5 })
}

/** Measures each side once to warm up, and then in turns. */
async function alternate(
  runtime: BenchRuntime,
  routes: Readonly<Record<Side, string>>,
  measure: (url: string) => Promise<{ figure: number; requests: number }>,
): Promise<Record<Side, Figure>> {
  const samples: Record<Side, Figure[]> = { bare: [], drizzle: [], ours: [] }
  for (let round = 0; round <= ROUNDS; round++) {
    for (const side of SIDES) {
      const before = runtime.cpuMs()
      const url = (runtime.urls.get(side === 'ours' ? 'ours' : 'bare') ?? '') + routes[side]
      const { figure, requests } = await measure(url)
      const cpuUs = ((runtime.cpuMs() - before) * 1_000) / requests
      if (round > 0) samples[side].push({ figure, cpuUs })
    }
  }
  const median = (side: Side): Figure => ({
    figure: quantile(
      samples[side].map(({ figure }) => figure),
      0.5,
    ),
    cpuUs: quantile(
      samples[side].map(({ cpuUs }) => cpuUs),
      0.5,
    ),
  })
  return { bare: median('bare'), drizzle: median('drizzle'), ours: median('ours') }
}

function print(
  what: string,
  figures: Readonly<Record<Side, Figure>>,
  { value, target, met }: { value: number; target: string; met: boolean },
): void {
  const columns = SIDES.map((side) => column(side, figures[side])).join('  ')
  console.log(
    `  ${what.padEnd(19)} ${columns}  ours/bare ${value.toFixed(2)} (target ${target}${met ? '' : ', MISSED'})`,
  )
}

function column(side: Side, { figure, cpuUs }: Figure): string {
  return `${side} ${figure.toFixed(0).padStart(6)} (${cpuUs.toFixed(0).padStart(4)})`
}
