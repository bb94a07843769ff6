/**
 * One conversation with MESSAGES messages (100,000) beside a bare Durable Object with one table and as many rows, both in
 * one plain `workerd serve`, as npm start runs it: opening the newest page, a search for a common and for a rare word, and
 * appending one message, as a client on this machine sees it. The bare object indexes nothing: its search reads all rows.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { bundle } from '../bare/bundle.ts'
import { startRuntime } from '../bare/runtime.ts'
import type { BenchRuntime } from '../bare/runtime.ts'
import { quantile } from '../statistics.ts'

const MESSAGES = Number(process.env['MESSAGES'] ?? 100_000)
const SAMPLES = Number(process.env['SAMPLES'] ?? 300)
const BATCH = 100
const SIDES = ['bare', 'ours'] as const
type Side = (typeof SIDES)[number]

const ACTORS = { INBOX: 'Everybody', ROUTER: 'Everybody', CHANNEL: 'Everybody', DIRECTORY: 'Everybody' }

const folder = await mkdtemp(path.join(tmpdir(), 'switchboard-conversation-'))
await bundle(path.join(import.meta.dirname, 'host/worker.ts'), path.join(folder, 'worker.mjs'))
const runtime = await startRuntime(folder, [
  {
    name: 'bench',
    module: 'worker.mjs',
    objects: { CONVERSATION: 'ConversationActor', BARE: 'BareTalk', ...ACTORS },
  },
])
try {
  await measureAll(runtime)
} finally {
  await runtime.stop()
  await rm(folder, { recursive: true })
}

async function measureAll(started: BenchRuntime): Promise<void> {
  const url = started.urls.get('bench') ?? ''
  const empty = started.memoryMb()
  for (const side of SIDES) await fill(`${url}/${side}`)
  console.log(`${MESSAGES} messages; ms, p50 / p99 of ${SAMPLES} requests each, in turns`)
  let next = MESSAGES + 1
  await compare('open the newest 50', (side) => `${url}/${side}/open`)
  await compare('search a common word', (side) => `${url}/${side}/search?q=ferry`)
  await compare('search a rare word', (side, no) => `${url}/${side}/search?q=number${no * 97 + 1}`)
  await compare('append one', (side) => `${url}/${side}/append?from=${side === 'ours' ? next++ : next}`)
  const held = started.memoryMb()
  console.log(
    `  memory of the process: ${empty.toFixed(0)} MB before, ${held.toFixed(0)} MB with both objects`,
  )
}

async function fill(url: string): Promise<void> {
  const started = performance.now()
  for (let from = 1; from <= MESSAGES; from += BATCH) {
    await get(`${url}/append?from=${from}&count=${Math.min(BATCH, MESSAGES - from + 1)}`)
  }
  const seconds = (performance.now() - started) / 1_000
  console.log(
    `${url.split('/').at(-1)}: ${(MESSAGES / seconds).toFixed(0)} messages/s in batches of ${BATCH}`,
  )
}

async function compare(what: string, urlOf: (side: Side, no: number) => string): Promise<void> {
  const samples: Record<Side, number[]> = { bare: [], ours: [] }
  for (let no = 0; no < SAMPLES; no++) {
    for (const side of no % 2 === 0 ? SIDES : SIDES.toReversed()) {
      const started = performance.now()
      await get(urlOf(side, no))
      samples[side].push(performance.now() - started)
    }
  }
  const columns = SIDES.map((side) => {
    const [p50, p99] = [quantile(samples[side], 0.5), quantile(samples[side], 0.99)]
    return `${side} ${p50.toFixed(2)} / ${p99.toFixed(2)}`
  })
  console.log(`  ${what.padEnd(22)} ${columns.join('   ')}`)
}

async function get(url: string): Promise<void> {
  const answer = await fetch(url)
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`)
}
