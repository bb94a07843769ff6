import { once } from 'node:events'
import { request } from 'node:http'
import { connect, createServer, type Server } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { watchDepartures, type Departures } from './departures.ts'

let house: Server
let port: number
let departures: Departures

beforeEach(async () => {
  house = createServer({ allowHalfOpen: true }, (socket) => socket.resume()).listen(0, '127.0.0.1')
  await once(house, 'listening')
  const address = house.address()
  port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const watched = await watchDepartures({ host: '127.0.0.1', port })
  if (watched === null) throw new Error('this machine has no table of connections')
  departures = watched
})

afterEach(() => {
  departures.close()
  house.close()
})

/** @returns the status, as soon as it is told */
function waitFor(peer: string): Promise<number | undefined> {
  const socketPath = departures.address.replace('unix-abstract:', '\0')
  return new Promise((resolve, reject) => {
    const path = `/?peer=${encodeURIComponent(peer)}`
    const asked = request({ socketPath, path }, (answer) => resolve(answer.resume().statusCode))
    asked.once('error', reject).end()
  })
}

async function client(): Promise<{ peer: string; leave: () => void }> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  return { peer: `127.0.0.1:${socket.localPort}`, leave: () => socket.destroy() }
}

it.runIf(process.platform === 'linux')(
  'who waits for a client hears when it leaves, and nobody else',
  async () => {
    const clients = await Promise.all(Array.from({ length: 20 }, client))
    const told: number[] = []
    const waits = clients.map(async ({ peer }, index) => {
      expect(await waitFor(peer)).toBe(204)
      told.push(index)
    })
    for (const index of [7, 3]) {
      clients[index]?.leave()
      await waits[index]
    }
    expect(told).toEqual([7, 3])
    for (const { leave } of clients) leave()
    await Promise.all(waits)
  },
)

it.runIf(process.platform === 'linux')('who asks after a client has left hears so at once', async () => {
  const { peer, leave } = await client()
  leave()
  expect(await waitFor(peer)).toBe(204)
})

it.runIf(process.platform === 'linux')('who asks for nobody is refused', async () => {
  expect(await waitFor('')).toBe(400)
})
