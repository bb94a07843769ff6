import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OutboundPolicy } from './policy.ts'
import { checkTarget } from './target.ts'

const PUBLIC_ONLY: OutboundPolicy = { allow: [] }

function verdict(url: string, policy = PUBLIC_ONLY): string {
  const target = checkTarget(url, policy)
  return target.ok ? 'open' : target.error.code
}

const LOOPBACK_NOTATIONS = [
  'http://2130706433/',
  'http://0x7f000001/',
  'http://017700000001/',
  'http://0177.0.0.1/',
  'http://0x7f.0x0.0x0.0x1/',
  'http://127.1/',
  'http://127.0.1/',
  'http://0x7f.1/',
  'http://127.0.0.1./',
  'http://１２７.０.０.１/',
  'http://127。0。0。1/',
  'http://①②⑦.⓪.⓪.①/',
  'http://%31%32%37.0.0.1/',
  'http:127.0.0.1/',
  'http:///127.0.0.1/',
  'http:\\\\127.0.0.1/',
  'ht\ntp://127.0\t.0.1/',
  ' http://127.0.0.1/ ',
  'HTTP://127.0.0.1:8080/feed',
  'http://127.0.0.1\\@public.example/',
  'http://[::1]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[::127.0.0.1]/',
  'http://[::ffff:0:7f00:1]/',
  'http://[64:ff9b::127.0.0.1]/',
  'http://[64:ff9b:1::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001:0:0:0:0:0:80ff:fffe]/',
]

const SPECIAL_ADDRESSES = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.100.100.200',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.251',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '[::]',
  '[fe80::1]',
  '[febf::1]',
  '[fec0::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[ff02::1]',
  '[100::1]',
  '[2001:2::1]',
  '[2001:db8::1]',
  '[3fff::1]',
  '[5f00::1]',
  '[4000::1]',
]

const INTERNAL_HOSTS = [
  'localhost',
  'LOCALHOST',
  'localhost.',
  'ⓛocalhost',
  'lo\u00ADcalhost',
  'feeds.localhost',
  'printer.local',
  'nas.home.arpa',
  'router.lan',
  'wiki.corp',
  'metadata.google.internal',
  'metadata.google.internal.',
  'instance-data.ec2.internal',
  'metadata.goog',
  'rsshub',
  'intranet',
]

describe('addresses that are never fetched', () => {
  it.each(LOOPBACK_NOTATIONS)('refuses loopback written as %j', (url) => {
    expect(verdict(url)).toBe('outbound.blocked_address')
  })

  it.each(SPECIAL_ADDRESSES)('refuses the special-use address %s', (host) => {
    expect(verdict(`https://${host}/`)).toBe('outbound.blocked_address')
  })

  it.each(INTERNAL_HOSTS)('refuses the internal name %j', (host) => {
    expect(verdict(`https://${host}/`)).toBe('outbound.blocked_address')
  })

  it('refuses every address of a private block in every notation', () => {
    fc.assert(
      fc.property(privateAddress, notation, (address, write) => {
        expect(verdict(`http://${write(address)}/`)).toBe('outbound.blocked_address')
      }),
      { numRuns: 2_000 },
    )
  })

  it('lets every public IPv4 address through in every notation of IPv4', () => {
    fc.assert(
      fc.property(publicAddress, ipv4Notation, (address, write) => {
        expect(verdict(`http://${write(address)}/`)).toBe('open')
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    'https://blog.example/feed.xml',
    'http://[2606:4700::1111]/',
    'http://[::ffff:8.8.8.8]/',
    'http://8.8.8.8./',
  ])('lets the public address %s through', (url) => {
    expect(verdict(url)).toBe('open')
  })

  it.each(['https://localhost.blog.example/', 'https://my.localx/', 'https://internal.dev/'])(
    'takes %s for what it is, a public name',
    (url) => {
      expect(verdict(url)).toBe('open')
    },
  )
})

describe('addresses that are malformed', () => {
  it.each([
    ['', 'outbound.bad_url'],
    ['blog.example', 'outbound.bad_url'],
    ['http://', 'outbound.bad_url'],
    ['http://256.256.256.256/', 'outbound.bad_url'],
    ['http://1.2.3.4.5/', 'outbound.bad_url'],
    ['http://4294967296/', 'outbound.bad_url'],
    ['http://127.0.0.1../', 'outbound.bad_url'],
    ['http://localhost../', 'outbound.bad_url'],
    ['http://a..b/', 'outbound.bad_url'],
    [`http://${'a'.repeat(64)}.example/`, 'outbound.bad_url'],
    [`http://${'a.'.repeat(127)}example/`, 'outbound.bad_url'],
    ['http://127.0.0.1%00/', 'outbound.bad_url'],
    ['http://[fe80::1%25eth0]/', 'outbound.bad_url'],
    ['file:///etc/passwd', 'outbound.bad_scheme'],
    ['gopher://127.0.0.1:6379/_FLUSHALL', 'outbound.bad_scheme'],
    ['javascript:alert(1)', 'outbound.bad_scheme'],
    ['data:text/xml,<rss/>', 'outbound.bad_scheme'],
    ['ftp://ftp.example/feed', 'outbound.bad_scheme'],
    ['ws://blog.example/', 'outbound.bad_scheme'],
    ['http://user@blog.example/', 'outbound.credentials_in_url'],
    ['http://:secret@blog.example/', 'outbound.credentials_in_url'],
    ['http://127.0.0.1%2f@blog.example/', 'outbound.credentials_in_url'],
    ['http://blog.example:25/', 'outbound.bad_port'],
    ['http://blog.example:6667/', 'outbound.bad_port'],
  ])('answers %j with %s', (url, code) => {
    expect(verdict(url)).toBe(code)
  })

  it('never repeats the password of an address', () => {
    const target = checkTarget('https://me:hunter2@blog.example/', PUBLIC_ONLY)
    expect(JSON.stringify(target)).not.toContain('hunter2')
  })

  it('drops the fragment, which is never sent', () => {
    const target = checkTarget('https://blog.example/feed?a=1#latest', PUBLIC_ONLY)
    expect(target.ok && target.value.href).toBe('https://blog.example/feed?a=1')
  })
})

describe('the allow-list', () => {
  const policy: OutboundPolicy = {
    allow: ['127.0.0.1/32', '10.1.0.0/16', 'fd00::/64', '192.168.1.20', 'nas.local', 'rsshub'],
  }

  it.each([
    'http://127.0.0.1:1200/',
    'http://2130706433/',
    'http://[::ffff:127.0.0.1]/',
    'http://10.1.255.255/',
    'http://[fd00::5]/',
    'http://192.168.1.20/',
    'http://nas.local/',
    'http://NAS.local./',
    'http://rsshub:1200/',
  ])('opens %s', (url) => {
    expect(verdict(url, policy)).toBe('open')
  })

  it.each([
    'http://127.0.0.2/',
    'http://localhost/',
    'http://10.2.0.0/',
    'http://[fd00:0:0:1::5]/',
    'http://192.168.1.21/',
    'http://x.nas.local/',
    'http://other.local/',
    'http://[64:ff9b::127.0.0.1]/',
    'http://[::127.0.0.1]/',
  ])('opens nothing but what it names: not %s', (url) => {
    expect(verdict(url, policy)).toBe('outbound.blocked_address')
  })
})

type Octets = readonly [number, number, number, number]

const octet = fc.nat(255)

const privateAddress: fc.Arbitrary<Octets> = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), octet, octet, octet),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  fc.tuple(fc.constant(198), fc.integer({ min: 18, max: 19 }), octet, octet),
  fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
)

/** Whole first octets in which no block is special. */
const publicAddress: fc.Arbitrary<Octets> = fc.tuple(
  fc.constantFrom(1, 8, 9, 17, 23, 45, 93, 104, 126, 128, 151, 185, 191, 199, 223),
  octet,
  octet,
  octet,
)

const NUMBER_NOTATIONS = [
  (value: number) => String(value),
  (value: number) => `0x${value.toString(16)}`,
  (value: number) => `0X000${value.toString(16).toUpperCase()}`,
  (value: number) => `0${value.toString(8)}`,
  (value: number) => `00${value.toString(8)}`,
] as const

const FULL_WIDTH = '０１２３４５６７８９'

const SPELLINGS = [
  (host: string) => host,
  (host: string) => `${host}.`,
  (host: string) => host.replaceAll(/\d/g, (digit) => FULL_WIDTH.charAt(Number(digit))),
  (host: string) => host.replaceAll(/\d/g, (digit) => `%3${digit}`),
  (host: string) => host.replaceAll('.', '。'),
] as const

type Notation = (address: Octets) => string

/** One to four parts, each in its own base, then spelled in its own way. */
const ipv4Notation: fc.Arbitrary<Notation> = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.array(fc.constantFrom(...NUMBER_NOTATIONS), { minLength: 4, maxLength: 4 }),
    fc.constantFrom(...SPELLINGS),
  )
  .map(([parts, writers, spell]) => (address) => {
    const last = address.slice(parts - 1).reduce((value, part) => value * 256 + part, 0)
    const values = [...address.slice(0, parts - 1), last]
    return spell(values.map((value, index) => (writers[index] ?? String)(value)).join('.'))
  })

const ipv6Notation: fc.Arbitrary<Notation> = fc
  .constantFrom('::ffff:', '::', '64:ff9b::', '64:ff9b:1::', '::ffff:0:', '2002:')
  .map((prefix) => (address) => {
    const [a, b, c, d] = address.map((part) => part.toString(16).padStart(2, '0'))
    return prefix === '2002:' ? `[2002:${a}${b}:${c}${d}::1]` : `[${prefix}${a}${b}:${c}${d}]`
  })

const notation = fc.oneof(ipv4Notation, ipv6Notation)
