/**
 * Polls by one machine: 2,000 feeds that all answer 304, then 2,000 that all have one new item, which is stored,
 * indexed and delivered to an inbox. Peer: Miniflux 2.3.4 with PostgreSQL on the same kind of machine, 440 and 38
 * polls a second.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { startHouse } from '../../e2e/house.ts'
import { BenchPerson } from '../person.ts'
import { inLanes } from '../statistics.ts'
import { ManyFeeds } from './origin.ts'

const FEEDS = Number(process.env['FEEDS'] ?? 2_000)
const WIDTH = 64
const PEER = { unchanged: 440, changed: 38 }
/** A feed refuses to be refreshed by hand more often. */
const REFRESH_PAUSE_MS = 61_000

const origin = new ManyFeeds()
const address = await origin.listen()
const house = await startHouse({ allowNetwork: ['127.0.0.1/32'] })
try {
  const person = await BenchPerson.signUp(house.url)
  const outlines = Array.from({ length: FEEDS }, (_, n) => `<outline type="rss" xmlUrl="${address}/f/${n}"/>`)
  const started = performance.now()
  await person.call(
    'POST',
    '/api/opml',
    `<opml version="2.0"><body>${outlines.join('')}</body></opml>`,
    'text/xml',
  )
  await settle(() => origin.answered.changed, FEEDS)
  await entries(person, FEEDS * 10)
  const seconds = (performance.now() - started) / 1000
  print(
    `import of ${FEEDS} feeds, first poll and ${FEEDS * 10} entries delivered`,
    FEEDS / seconds,
    undefined,
  )
  const subscriptions = await subscriptionIds(person)
  print('all answer 304', await refreshAll(person, subscriptions), PEER.unchanged)
  origin.publish()
  print('all have one new item', await refreshAll(person, subscriptions, FEEDS * 11), PEER.changed)
  console.log(`peak memory of the runtime: ${await peakMegabytes(house.state)} MB`)
} finally {
  await house.stop()
  origin.close()
}

/** Refreshes every subscription, and waits until the inbox has as many entries as it must; polls a second. */
async function refreshAll(person: BenchPerson, subscriptions: string[], expected?: number): Promise<number> {
  await sleep(REFRESH_PAUSE_MS)
  const started = performance.now()
  const cpu = await cpuSeconds(house.state)
  await inLanes(subscriptions, WIDTH, async (id) => {
    await person.call('POST', `/api/subscriptions/${id}/refresh`, {})
  })
  if (expected !== undefined) await entries(person, expected)
  const used = ((await cpuSeconds(house.state)) - cpu) * 1000
  console.log(`the runtime used ${(used / subscriptions.length).toFixed(2)} ms of CPU per poll`)
  return subscriptions.length / ((performance.now() - started) / 1000)
}

async function entries(person: BenchPerson, expected: number): Promise<void> {
  await settle(async () => Number((await person.call('GET', '/api/counts'))['unread']), expected)
}

async function settle(count: () => number | Promise<number>, expected: number): Promise<void> {
  for (let waited = 0; (await count()) < expected; waited += 50) {
    if (waited > 180_000) throw new Error(`only ${await count()} of ${expected} came`)
    await sleep(50)
  }
}

async function subscriptionIds(person: BenchPerson): Promise<string[]> {
  const { subscriptions } = await person.call('GET', '/api/counts')
  return z
    .array(z.object({ id: z.string() }))
    .parse(subscriptions)
    .map((row) => row.id)
}

/** The kernel's high-water mark of the runtime's resident set. */
async function peakMegabytes(state: string): Promise<number> {
  const status = await readFile(`/proc/${await runtimePid(state)}/status`, 'utf8')
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
}

/** User and system time of the runtime so far; Linux counts in ticks of 10 ms. */
async function cpuSeconds(state: string): Promise<number> {
  const fields = (await readFile(`/proc/${await runtimePid(state)}/stat`, 'utf8')).split(' ')
  return (Number(fields[13]) + Number(fields[14])) / 100
}

async function runtimePid(state: string): Promise<number> {
  const noted: unknown = JSON.parse(await readFile(path.join(state, 'server.json'), 'utf8'))
  return z.object({ runtime: z.object({ pid: z.int() }) }).parse(noted).runtime.pid
}

function print(what: string, perSecond: number, peer: number | undefined): void {
  const ratio = peer === undefined ? '' : `  ${(perSecond / peer).toFixed(2)}x of Miniflux (${peer}/s)`
  console.log(`${what.padEnd(70)} ${perSecond.toFixed(0).padStart(6)} polls/s${ratio}`)
}
