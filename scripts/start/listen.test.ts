import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { claimAddress } from './listen.ts'

/** The lowest port that Linux and macOS give to whoever connects or asks for any port, unless told otherwise. */
const GIVEN_OUT_FROM = 32_768

describe('a free port', () => {
  it('is one that the system gives to nobody else meanwhile', async () => {
    const addresses = await Promise.all(Array.from({ length: 20 }, () => claimAddress('127.0.0.1', 0)))
    for (const { port } of addresses) {
      expect(port).toBeGreaterThan(1023)
      expect(port).toBeLessThan(GIVEN_OUT_FROM)
    }
  })

  it('is another one the next time, so that houses that start together do not meet', async () => {
    const addresses = await Promise.all(Array.from({ length: 20 }, () => claimAddress('127.0.0.1', 0)))
    expect(new Set(addresses.map(({ port }) => port)).size).toBeGreaterThan(15)
  })

  it('can be listened on', async () => {
    const { host, port } = await claimAddress('127.0.0.1', 0)
    const server = createServer()
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
    await new Promise((resolve) => server.close(resolve))
  })
})
