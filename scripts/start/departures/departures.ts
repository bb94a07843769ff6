import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { halfClosedPeers, peerKey } from './half-closed.ts'

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6']
/** A look costs some 0.3 ms with a hundred connections; a departure is to be known within 150 ms on a busy machine too. */
const LOOK_EVERY_MS = 25

/** Tells the runtime who has gone, since it does not notice by itself (docs/decisions/0016). */
export interface Departures {
  /** Where it listens, as workerd's configuration has it. */
  readonly address: string
  close(): void
}

/**
 * Answers `GET /?peer=127.0.0.1:4711` when that client has closed its half of a connection to `port`. It looks at the
 * kernel's table only while somebody waits.
 * @returns null where the kernel has no such table (anything but Linux)
 */
export async function watchDepartures(port: number): Promise<Departures | null> {
  if (process.platform !== 'linux') return null
  const waiting = new Map<ServerResponse, string>()
  let timer: NodeJS.Timeout | undefined
  const look = async (): Promise<void> => {
    const gone = new Set(await readGone(port))
    for (const [response, peer] of waiting) if (gone.has(peer)) response.writeHead(204).end()
    timer = waiting.size === 0 ? undefined : setTimeout(() => void look(), LOOK_EVERY_MS)
  }
  const server = createServer((request, response) => {
    const peer = new URL(request.url ?? '/', 'http://house').searchParams.get('peer')
    if (peer === null || !URL.canParse(`http://${peer}`)) {
      response.writeHead(400).end()
      return
    }
    waiting.set(response, peerKey(peer))
    response.once('close', () => waiting.delete(response))
    timer ??= setTimeout(() => void look(), 0)
  })
  // A call may last as long as it likes. The name lies in no folder and goes with this process.
  server.requestTimeout = 0
  const name = `switchboard-departures-${randomUUID()}`
  server.listen(`\0${name}`)
  await once(server, 'listening')
  server.unref()
  return { address: `unix-abstract:${name}`, close: () => void server.close() }
}

async function readGone(port: number): Promise<string[]> {
  const tables = await Promise.all(TABLES.map((file) => readFile(file, 'utf8').catch(() => '')))
  return tables.flatMap((table) => halfClosedPeers(table, port))
}
