/**
 * From the fetch that found an item to the open page: the publisher notes when it has answered, the page's socket when
 * the entry is there. Target: at most one second for 99 of 100.
 */
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { PROTOCOL_VERSION, ServerFrame } from '@switchboard/shared-types/realtime/frames'
import { startHouse } from '../../e2e/house.ts'
import { BenchPerson } from '../person.ts'
import { inLanes, quantile } from '../statistics.ts'

const FEEDS = Number(process.env['FEEDS'] ?? 200)
const PAGES = 5
const REFRESH_PAUSE_MS = 61_000
const TARGET_MS = 1_000

const answeredAt = new Map<string, number>()
const published = new Set<string>()
const origin = createServer((request, response) => {
  const feed = request.url ?? '/'
  const titles = published.has(feed) ? [`news of ${feed}`, `first of ${feed}`] : [`first of ${feed}`]
  const items = titles.map((title) => `<item><title>${title}</title><guid>${title}</guid></item>`).join('')
  response.end(`<rss version="2.0"><channel><title>${feed}</title>${items}</channel></rss>`, () => {
    if (published.has(feed)) answeredAt.set(`news of ${feed}`, performance.now())
  })
})
await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve))
const bound = origin.address()
const address = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`
const house = await startHouse({ allowNetwork: ['127.0.0.1/32'] })
try {
  const person = await BenchPerson.signUp(house.url)
  const feeds = Array.from({ length: FEEDS }, (_, n) => `/f/${n}`)
  const ids = new Map<string, string>()
  await inLanes(feeds, 8, async (feed) => {
    const made = await person.call('POST', '/api/subscriptions', { url: address + feed, discover: false })
    ids.set(feed, String(made['id']))
  })
  const delays: number[] = []
  const pages = await Promise.all(Array.from({ length: PAGES }, () => openPage(person, delays)))
  await sleep(REFRESH_PAUSE_MS)
  for (const feed of feeds) published.add(feed)
  await inLanes(feeds, 4, async (feed) => {
    await person.call('POST', `/api/subscriptions/${ids.get(feed) ?? ''}/refresh`, {})
  })
  for (let waited = 0; delays.length < FEEDS * PAGES && waited < 30_000; waited += 50) await sleep(50)
  for (const page of pages) page.close()
  const [p50, p99] = [quantile(delays, 0.5), quantile(delays, 0.99)]
  console.log(`${delays.length} of ${FEEDS * PAGES} arrivals on ${PAGES} open pages`)
  console.log(
    `fetch answered to entry on the page: p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms (target ${TARGET_MS})`,
  )
} finally {
  await house.stop()
  origin.closeAllConnections()
  origin.close()
}

async function openPage(person: BenchPerson, delays: number[]): Promise<WebSocket> {
  const headers = { cookie: person.cookie, origin: person.url }
  const socket = new WebSocket(`${person.url.replace('http', 'ws')}/api/live`, { headers })
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const live = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const now = performance.now()
      const frame = ServerFrame.parse(JSON.parse(data.toString()))
      if (frame.type === 'live') resolve()
      if (frame.type !== 'entries.added') return
      for (const entry of frame.entries) {
        const sent = answeredAt.get(entry.title)
        if (sent !== undefined) delays.push(now - sent)
      }
    })
  })
  socket.send(JSON.stringify({ type: 'hello', version: PROTOCOL_VERSION }))
  await live
  return socket
}
