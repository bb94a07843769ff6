import { expect, it } from 'vitest'
import { isSameOrigin } from './same-origin.ts'

function ask(url: string, headers: Record<string, string>): boolean {
  return isSameOrigin(new Request(url, { headers }))
}

it.each([
  ['the very origin', 'http://localhost:8787', { origin: 'http://localhost:8787' }],
  ['the page of a proxy that ends TLS', 'http://reader.example', { origin: 'https://reader.example' }],
  ['a browser that says so', 'https://reader.example', { 'sec-fetch-site': 'same-origin' }],
  ['both', 'https://reader.example', { origin: 'https://reader.example', 'sec-fetch-site': 'same-origin' }],
])('lets through %s', (_, url, headers: Record<string, string>) => {
  expect(ask(`${url}/api/entries`, headers)).toBe(true)
})

it.each([
  ['neither header', 'https://reader.example', {}],
  ['another host', 'https://reader.example', { origin: 'https://evil.example' }],
  ['another port', 'http://localhost:8787', { origin: 'http://localhost:8788' }],
  ['a subdomain', 'https://reader.example', { origin: 'https://a.reader.example' }],
  ['a host that begins alike', 'https://reader.example', { origin: 'https://reader.example.evil.example' }],
  [
    'the unencrypted twin of an encrypted house',
    'https://reader.example',
    { origin: 'http://reader.example' },
  ],
  ['an opaque origin', 'https://reader.example', { origin: 'null' }],
  ['a same-site page', 'https://reader.example', { 'sec-fetch-site': 'same-site' }],
  ['a request from the address bar', 'https://reader.example', { 'sec-fetch-site': 'none' }],
  [
    'an origin that the browser contradicts',
    'https://reader.example',
    { origin: 'https://reader.example', 'sec-fetch-site': 'cross-site' },
  ],
])('refuses %s', (_, url, headers: Record<string, string>) => {
  expect(ask(`${url}/api/entries`, headers)).toBe(false)
})
