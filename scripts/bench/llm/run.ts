/**
 * The model gateway beside the provider itself, the cheapest pass-through of the runtime (the floor) and a peer, with
 * the kit of ../shared/bench/llm: the same client, the same scripted provider, rounds interleaved; what is judged is the
 * median of the rounds' own ratios. Client and provider run on core 0, what is measured on core 1. Ours has its token
 * check, limits, budget and ledger on, the peer has none of these.
 *
 * ROUNDS (5), SECONDS (6, as the kit's), CALLS (100000), PEOPLE (100) by environment.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { quantile } from '../statistics.ts'
import { startFloor, startTunedFloor } from './floor.ts'
import { KIT, measure, runPinned, startUpstream, targetOf, UPSTREAM } from './kit.ts'
import type { Target } from './kit.ts'
import { judge, verdictOn } from './judge.ts'
import { memoryOverCalls, memoryOverStreams } from './memory.ts'
import { startOurs } from './ours.ts'
import type { Ours } from './ours.ts'
import { startPeer } from './peer.ts'
import { runWrk } from './wrk.ts'

const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
const SECONDS = Number(process.env['SECONDS'] ?? 6)
const CALLS = Number(process.env['CALLS'] ?? 100_000)
const PEOPLE = Number(process.env['PEOPLE'] ?? 100)
const CONNECTIONS = 32
/** Not measured: leases in advance follow from what came in the second before, and real traffic lasts for longer. */
const WARM_UP_SECONDS = 2
const SCENARIOS = [
  'chat-json-c1',
  'msgs-json-c1',
  'chat-json-wrk32',
  'chat-sse-c1',
  'msgs-sse-c1',
  'msgs-sse-wrk16',
]

if (existsSync(KIT)) await compare()
else console.log('skipped: ../shared/bench/llm is not here')

async function compare(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'switchboard-llm-'))
  console.log(
    `load average at the start: ${loadavg()
      .map((load) => load.toFixed(2))
      .join(' ')}`,
  )
  try {
    await using upstream = await startUpstream()
    await using floor = await startFloor(folder)
    await using tunedFloor = await startTunedFloor(folder)
    await using peer = await startPeer()
    await using ours = await startOurs(PEOPLE)
    const gateways = [floor, ours, ...(peer === null ? [] : [peer])]
    const direct = targetOf({ name: 'direct', base: UPSTREAM, pid: null })
    const targets = [direct, tunedFloor, ...gateways]
    await describeTargets(folder, targets)
    console.log(`the provider is process ${upstream.pid}, ours is ${ours.pid}`)
    judge(await measure(targets, SCENARIOS, { rounds: ROUNDS, seconds: SECONDS, folder }))
    await comparePeople(ours, peer, folder)
    for (const target of gateways) await abort(target, folder)
    console.log(await memoryOverStreams(ours))
    console.log(await memoryOverCalls(ours, CALLS, folder))
    console.log(
      `load average at the end: ${loadavg()
        .map((load) => load.toFixed(2))
        .join(' ')}`,
    )
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function describeTargets(folder: string, targets: readonly Target[]): Promise<void> {
  const byName = Object.fromEntries(targets.map((target) => [target.name, target]))
  await writeFile(path.join(folder, 'targets.json'), JSON.stringify(byName))
}

/** Requests a second under lasting traffic, with the token of one person, and in turns with those of many. */
async function comparePeople(ours: Ours, peer: Target | null, folder: string): Promise<void> {
  const own = ours.tokens.map((token) => ({ authorization: `Bearer ${token}` }))
  const sides = [
    { name: 'one person', target: ours, headers: own.slice(0, 1) },
    { name: `${own.length} people`, target: ours, headers: own },
    ...(peer === null
      ? []
      : [
          {
            name: 'portkey',
            target: peer,
            headers: [{ authorization: 'Bearer sk-bench', ...peer.headers, ...peer.headersOpenai }],
          },
        ]),
  ]
  const rates = new Map(sides.map(({ name }): [string, number[]] => [name, []]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, target, headers } of sides) {
      const load = { connections: CONNECTIONS, folder }
      await runWrk(target, headers, { ...load, seconds: WARM_UP_SECONDS })
      const { rps } = await runWrk(target, headers, { ...load, seconds: SECONDS })
      rates.get(name)?.push(rps)
    }
  }
  const peers = rates.get('portkey')
  for (const [name, list] of rates) {
    const ratio = quantile(
      list.map((rps, round) => rps / (peers?.[round] ?? Number.NaN)),
      0.5,
    )
    const beside =
      name === 'portkey' || peers === undefined
        ? ''
        : `, to portkey ${ratio.toFixed(2)} ${verdictOn(ratio, { sign: '>=', bound: 1.5 })}`
    console.log(
      `  requests/s at ${CONNECTIONS} connections, ${name}: ${quantile(list, 0.5).toFixed(0)}${beside}`,
    )
  }
}

/** Five clients go away in the middle of a stream: the kit's own test says what the provider saw of it. */
async function abort(target: Target, folder: string): Promise<void> {
  const headers = { ...target.headers, ...target.headersOpenai, 'x-mock-gap-ms': '50' }
  const script = path.join(KIT, 'abort-test.mjs')
  const said = await runPinned(
    [process.execPath, script, target.name, target.base, JSON.stringify(headers), UPSTREAM],
    folder,
  )
  console.log(`  ${said.trim()}`)
}
