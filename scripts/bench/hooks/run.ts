/**
 * Webhooks of platforms: from the sender to the open page, and how many are accepted a second, for one conversation and
 * for a thousand. Accepted means verified, claimed and durable with what tells the conversation; beside it stands a bare
 * Durable Object that does one insert for each request, with the same sender and the same bodies.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { PROTOCOL_VERSION, ServerFrame } from '@switchboard/shared-types/realtime/frames'
import { startHouse } from '../../e2e/house.ts'
import { bundle } from '../bare/bundle.ts'
import { startRuntime } from '../bare/runtime.ts'
import { BenchPerson } from '../person.ts'
import { quantile } from '../statistics.ts'
import { CONNECTIONS, send, sendAll, signedMessage } from './send.ts'
import type { Prepared } from './send.ts'

const MESSAGES = Number(process.env['MESSAGES'] ?? 4_000)
const ROUNDS = Number(process.env['ROUNDS'] ?? 3)
const PACED = 300
const PACE_MS = 50
const THREADS = 1_000

const Hook = z.object({ url: z.string(), secret: z.string() })
const Connected = z.object({ channel: z.object({ id: z.string() }) })

const folder = await mkdtemp(path.join(tmpdir(), 'switchboard-hooks-'))
await bundle(path.join(import.meta.dirname, 'host/worker.ts'), path.join(folder, 'bare.mjs'))
const bare = await startRuntime(folder, [
  { name: 'bare', module: 'bare.mjs', objects: { BARE: 'BareObject' } },
])
const house = await startHouse()
try {
  const person = await BenchPerson.signUp(house.url)
  await measureDelays(person)
  await measureRates(person, 1)
  await measureRates(person, THREADS)
} finally {
  await house.stop()
  await bare.stop()
  await rm(folder, { recursive: true })
}

async function connectHook(person: BenchPerson): Promise<z.infer<typeof Hook>> {
  const connected = await person.call('POST', '/api/channels', { kind: 'webhook', name: 'Bench' })
  const { channel } = Connected.parse(connected)
  return Hook.parse(await person.call('POST', `/api/channels/${channel.id}/hook-secret`, {}))
}

/** One message each 50 ms while a page is open. */
async function measureDelays(person: BenchPerson): Promise<void> {
  const hook = await connectHook(person)
  const sentAt = new Map<string, number>()
  const delays: number[] = []
  const page = await openPage(person, (snippet) => {
    const sent = sentAt.get(snippet)
    if (sent !== undefined) delays.push(performance.now() - sent)
    sentAt.delete(snippet)
  })
  for (let number = 0; number < PACED; number++) {
    const text = `message ${number}`
    const request = signedMessage(hook, { thread: `paced-${number % 10}`, text })
    sentAt.set(text, performance.now())
    await Promise.all([send(request), sleep(PACE_MS)])
  }
  for (let waited = 0; sentAt.size > 0 && waited < 10_000; waited += 50) await sleep(50)
  page.close()
  const [p50, p99] = [quantile(delays, 0.5), quantile(delays, 0.99)]
  console.log(`${delays.length} of ${PACED} messages, one each ${PACE_MS} ms in ten conversations`)
  console.log(`webhook sent to open page: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`)
}

async function measureRates(person: BenchPerson, threads: number): Promise<void> {
  const ratios: number[] = []
  const rates: number[] = []
  const hook = await connectHook(person)
  for (let round = 0; round <= ROUNDS; round++) {
    const requests = Array.from({ length: MESSAGES }, (_, number) =>
      signedMessage(hook, { thread: `thread-${number % threads}`, text: `message ${number} of the bench` }),
    )
    const peers = requests.map((request, number) => bareRequest(request, `/${threads}/${number % threads}`))
    const [ours, theirs] = [await sendAll(requests), await sendAll(peers)]
    // The first round makes the objects.
    if (round === 0) continue
    rates.push(ours)
    ratios.push(ours / theirs)
  }
  const rate = quantile(rates, 0.5).toFixed(0)
  const ratio = quantile(ratios, 0.5).toFixed(2)
  const where = threads === 1 ? 'one conversation' : `${threads} conversations`
  console.log(
    `accepted webhooks/s, ${where}, ${CONNECTIONS} connections: ${rate}, ${ratio} of a bare insert each (medians of ${ROUNDS} rounds of ${MESSAGES})`,
  )
}

function bareRequest({ body }: Prepared, name: string): Prepared {
  return {
    url: `${bare.urls.get('bare') ?? ''}${name}`,
    headers: { 'content-type': 'application/json' },
    body,
  }
}

async function openPage(person: BenchPerson, onSnippet: (snippet: string) => void): Promise<WebSocket> {
  const headers = { cookie: person.cookie, origin: person.url }
  const socket = new WebSocket(`${person.url.replace('http', 'ws')}/api/live`, { headers })
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const live = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const frame = ServerFrame.parse(JSON.parse(data.toString()))
      if (frame.type === 'live') resolve()
      if (frame.type !== 'conversations.changed') return
      for (const { snippet } of frame.conversations) onSnippet(snippet)
    })
  })
  socket.send(JSON.stringify({ type: 'hello', version: PROTOCOL_VERSION }))
  await live
  return socket
}
