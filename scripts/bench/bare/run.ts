/**
 * The kernel beside the bare runtime (../shared/bench/bare), in one run of one plain `workerd serve`. Rounds alternate
 * between the sides, and what is judged is the median of the rounds' own ratios, so that what else the machine does
 * meets both. Targets: an RPC, with a SELECT, with an INSERT at least 0.8 of the bare figure; grouped commits at least
 * twice the bare INSERT; a first activation at most 1.5 times. `drizzle` is the bare runtime's object with drizzle.
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
const ROUNDS = Number(process.env['ROUNDS'] ?? 7)
const SECONDS = Number(process.env['SECONDS'] ?? 2)
const CONNECTIONS = 32
const NEW_OBJECTS = 1_000

/** Routes whose requests per second are compared. */
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

interface Comparison {
  readonly figures: Readonly<Record<Side, Figure>>
  /** Ours to bare. */
  readonly ratio: number
}

const NOTHING: Figure = { figure: Number.NaN, cpuUs: Number.NaN }

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
    const compared = await alternate(runtime, routes, async (url) => {
      const rate = await load(url, { connections: CONNECTIONS, seconds: SECONDS })
      return { figure: rate, requests: rate * SECONDS }
    })
    print(what, compared, { target: `>= ${target}`, met: compared.ratio >= target })
  }
}

async function compareActivations(runtime: BenchRuntime): Promise<void> {
  const rounds = `medians of ${ROUNDS} rounds`
  console.log(`ms to activate ${NEW_OBJECTS} new objects for the first time (and CPU us each), ${rounds}`)
  // One of so many at random is one that nobody has called yet.
  const routes = { bare: '/rpc?n=1e12', drizzle: '/dping?n=1e12', ours: '/ping?n=1e12' }
  const agent = new http.Agent({ keepAlive: true })
  const compared = await alternate(runtime, routes, async (url) => {
    const started = performance.now()
    await inLanes(
      Array.from({ length: NEW_OBJECTS }, () => url),
      8,
      (each) => get(each, agent),
    )
    return { figure: performance.now() - started, requests: NEW_OBJECTS }
  })
  agent.destroy()
  print('first activation', compared, { target: '<= 1.5', met: compared.ratio <= 1.5 })
}

/** Measures each side once to warm up, and then in turns, to and fro. */
async function alternate(
  runtime: BenchRuntime,
  routes: Readonly<Record<Side, string>>,
  measure: (url: string) => Promise<{ figure: number; requests: number }>,
): Promise<Comparison> {
  const rounds: Record<Side, Figure>[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const figures: Record<Side, Figure> = { bare: NOTHING, drizzle: NOTHING, ours: NOTHING }
    for (const side of round % 2 === 0 ? SIDES : SIDES.toReversed()) {
      const before = runtime.cpuMs()
      const url = (runtime.urls.get(side === 'ours' ? 'ours' : 'bare') ?? '') + routes[side]
      const { figure, requests } = await measure(url)
      figures[side] = { figure, cpuUs: ((runtime.cpuMs() - before) * 1_000) / requests }
    }
    if (round > 0) rounds.push(figures)
  }
  const median = (of: (round: Record<Side, Figure>) => number): number => quantile(rounds.map(of), 0.5)
  const middle = (side: Side): Figure => ({
    figure: median((round) => round[side].figure),
    cpuUs: median((round) => round[side].cpuUs),
  })
  return {
    figures: { bare: middle('bare'), drizzle: middle('drizzle'), ours: middle('ours') },
    ratio: median(({ ours, bare }) => ours.figure / bare.figure),
  }
}

function print(
  what: string,
  { figures, ratio }: Comparison,
  { target, met }: { target: string; met: boolean },
): void {
  const columns = SIDES.map((side) => column(side, figures[side])).join('  ')
  const verdict = `ours/bare ${ratio.toFixed(2)} (target ${target}${met ? '' : ', MISSED'})`
  console.log(`  ${what.padEnd(19)} ${columns}  ${verdict}`)
}

function column(side: Side, { figure, cpuUs }: Figure): string {
  return `${side} ${figure.toFixed(0).padStart(6)} (${cpuUs.toFixed(0).padStart(4)})`
}
