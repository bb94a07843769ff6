import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { eventually } from '../../e2e/eventually.ts'
import { halfClosedPeers, peerKey } from './half-closed.ts'

const HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n'

describe('who has closed their half of a connection', () => {
  it('is read from the table, for one port and for this state alone', () => {
    const table = [
      '   0: 0100007F:1F90 0100007F:D431 08 00000000:00000000 00:00000000 00000000     0        0 1',
      '   1: 0100007F:1F90 0100007F:D432 01 00000000:00000000 00:00000000 00000000     0        0 2',
      '   2: 0100007F:1F91 0100007F:D433 08 00000000:00000000 00:00000000 00000000     0        0 3',
      '   3: 0B00000A:1F90 0A0B0C0D:0050 08 00000000:00000000 00:00000000 00000000     0        0 4',
    ]
    expect(halfClosedPeers(HEAD + table.join('\n'), 8080)).toEqual(['127.0.0.1:54321', '13.12.11.10:80'])
  })

  it('is named in one way, in IPv6 and in IPv4 within it', () => {
    const table = [
      '   0: 00000000000000000000000001000000:1F90 00000000000000000000000001000000:D431 08',
      '   1: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000100007F:D432 08',
      '   2: 00000000000000000000000001000000:1F90 B80D01200000000000000000010000AB:0050 08',
    ]
    expect(halfClosedPeers(HEAD + table.join('\n'), 8080)).toEqual(
      ['[::1]:54321', '[::ffff:127.0.0.1]:54322', '[2001:db8::ab00:1]:80'].map(peerKey),
    )
    expect(peerKey('[::ffff:127.0.0.1]:54322')).toBe('127.0.0.1:54322')
  })

  it.runIf(process.platform === 'linux')('is what the kernel says of a client that went away', async () => {
    const server = createServer({ allowHalfOpen: true }, (socket) => socket.resume()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const client = connect(port, '127.0.0.1')
    await once(client, 'connect')
    const peer = `127.0.0.1:${client.localPort}`
    const read = () => halfClosedPeers(readFileSync('/proc/net/tcp', 'utf8'), port)
    expect(read()).toEqual([])
    client.destroy()
    await eventually('the half-closed connection', async () => (read().includes(peer) ? true : undefined))
    server.close()
  })
})
