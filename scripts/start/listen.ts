import { randomInt } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { createServer } from 'node:net'
import { StartFailure } from './failure.ts'

/** Where the house listens. */
export interface ListenAddress {
  /** An IP address. */
  readonly host: string
  readonly port: number
}

/**
 * Where `--port 0` looks for a free port: below those that systems give to whoever connects or asks for any port
 * (Linux from 32768, macOS from 49152), which could take it before the runtime listens, or while a house restarts.
 */
const FREE_PORTS = { from: 10_000, to: 32_767 }
const FREE_PORT_TRIES = 100

/**
 * Makes sure that the runtime will be able to listen there.
 * @param port 0 chooses a free one
 * @throws StartFailure where the port is taken or the host is not one of this machine
 */
export async function claimAddress(host: string, port: number): Promise<ListenAddress> {
  const { address } = await lookup(host).catch(() => {
    throw new StartFailure('address', `--host ${host} is not the name of any machine`)
  })
  return { host: address, port: port === 0 ? await freePort(address) : await probe(address, port) }
}

/** As a capability of a URL and of workerd's configuration: an IPv6 address stands in brackets. */
export function authority({ host, port }: ListenAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

/** Where a person on this machine opens the house. */
export function localUrl({ host, port }: ListenAddress): string {
  const everywhere = host === '0.0.0.0' || host === '::'
  const here = everywhere || host === '127.0.0.1' || host === '::1'
  return `http://${here ? `localhost:${port}` : authority({ host, port })}`
}

async function freePort(host: string, tries = FREE_PORT_TRIES): Promise<number> {
  const port = randomInt(FREE_PORTS.from, FREE_PORTS.to + 1)
  return probe(host, port).catch((failure: unknown) => {
    if (tries > 1 && failure instanceof PortTaken) return freePort(host, tries - 1)
    throw failure
  })
}

function probe(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => reject(explain(error, host, port)))
    server.listen(port, host, () => server.close(() => resolve(port)))
  })
}

class PortTaken extends StartFailure {}

function explain(error: Error, host: string, port: number): StartFailure {
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return new PortTaken('address', `port ${port} on ${host} is taken; choose another with --port`)
  if (code === 'EACCES')
    return new StartFailure(
      'address',
      `this user may not listen on port ${port}; choose one above 1023 with --port`,
    )
  if (code === 'EADDRNOTAVAIL')
    return new StartFailure('address', `${host} is no address of this machine; see --host`)
  return new StartFailure('address', `cannot listen on ${host}:${port}: ${error.message}`)
}
