import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { ListenAddress } from '../listen.ts'
import { halfClosedPeers, peerKey } from './half-closed.ts'

/**
 * A look costs the kernel a walk over its whole table, 4 ms on a machine of 24 GB, so looking takes a twentieth of
 * the time where it can; a departure is to be known within 150 ms all the same.
 */
const SHARE = 1 / 20
const SOONEST_MS = 20
const LATEST_MS = 50

/** Tells the runtime who has gone, since it does not notice by itself (docs/decisions/0016). */
export interface Departures {
  /** Where it listens, as workerd's configuration has it. */
  readonly address: string
  close(): void
}

/**
 * Answers `GET /?peer=127.0.0.1:4711` when that client has closed its half of a connection to the house. It looks at the
 * kernel's table only while somebody waits.
 * @param address where the house listens
 * @returns null where the kernel has no such table (anything but Linux)
 */
export async function watchDepartures(address: ListenAddress): Promise<Departures | null> {
  if (process.platform !== 'linux') return null
  const watch = new Watch(address)
  const server = createServer((request, response) => {
    const peer = new URL(request.url ?? '/', 'http://house').searchParams.get('peer')
    if (peer === null || !URL.canParse(`http://${peer}`)) response.writeHead(400).end()
    else watch.add(peerKey(peer), response)
  })
  // A call may last as long as it likes. The name lies in no folder and goes with this process.
  server.requestTimeout = 0
  const name = `switchboard-departures-${randomUUID()}`
  server.listen(`\0${name}`)
  await once(server, 'listening')
  server.unref()
  return { address: `unix-abstract:${name}`, close: () => void server.close() }
}

class Watch {
  readonly #table: string
  readonly #port: number
  readonly #waiting = new Map<ServerResponse, string>()
  /** From the first look, through the pause behind it, to the next. */
  #isOn = false

  constructor({ host, port }: ListenAddress) {
    // A socket for IPv6 has its IPv4 clients in the table of IPv6 too.
    this.#table = host.includes(':') ? '/proc/net/tcp6' : '/proc/net/tcp'
    this.#port = port
  }

  add(peer: string, response: ServerResponse): void {
    this.#waiting.set(response, peer)
    response.once('close', () => this.#waiting.delete(response))
    if (this.#isOn) return
    this.#isOn = true
    void this.#look()
  }

  async #look(): Promise<void> {
    const startedAt = performance.now()
    const gone = new Set(halfClosedPeers(await readFile(this.#table, 'utf8').catch(() => ''), this.#port))
    for (const [response, peer] of this.#waiting) if (gone.has(peer)) response.writeHead(204).end()
    const pause = (performance.now() - startedAt) / SHARE
    setTimeout(() => this.#lookAgain(), Math.min(LATEST_MS, Math.max(SOONEST_MS, pause)))
  }

  #lookAgain(): void {
    this.#isOn = this.#waiting.size > 0
    if (this.#isOn) void this.#look()
  }
}
