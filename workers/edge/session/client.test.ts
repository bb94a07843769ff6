import { expect, it } from 'vitest'
import { clientOf } from './client.ts'

function from(clientIp: string | undefined, headers: Record<string, string> = {}) {
  return clientOf(
    new Request('http://localhost/', { headers, cf: clientIp === undefined ? {} : { clientIp } }),
  )
}

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['203.0.113.7:54321', '203.0.113.7'],
  ['[2001:db8::1]:54321', '2001:db8::1'],
  ['2001:db8::1', '2001:db8::1'],
])('reads the peer %s as %s', (peer, address) => {
  expect(from(peer).ipAddress).toBe(address)
})

it('does not believe a header where the runtime names the peer itself', () => {
  expect(from('203.0.113.7', { 'cf-connecting-ip': '198.51.100.1' }).ipAddress).toBe('203.0.113.7')
})

it('takes the address from the network where that names it', () => {
  expect(from(undefined, { 'cf-connecting-ip': '198.51.100.1' }).ipAddress).toBe('198.51.100.1')
  expect(from(undefined).ipAddress).toBeNull()
})

it('keeps only the beginning of an endless user agent', () => {
  expect(from(undefined, { 'user-agent': 'x'.repeat(5000) }).userAgent).toHaveLength(300)
  expect(from(undefined).userAgent).toBeNull()
})
