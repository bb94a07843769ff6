import { env } from 'cloudflare:workers'
import PostalMime from 'postal-mime'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import { getStub } from '@switchboard/shared-types/door'
import { newId } from '@switchboard/shared-types/ids'
import { codeOf, House, valueOf, WAIT } from '../../testing/house.ts'
import { playPlatform } from '../../testing/play-platform.ts'
import { signedHeaders } from '../wire/standard-webhooks.ts'
import { FakeRelay } from './testing/fake-relay.ts'
import { ALTERNATIVE, HEAD, NEWSLETTER, OWN, PLAIN, POSTFIX_BOUNCE } from './testing/mails.ts'

afterEach(() => vi.restoreAllMocks())

/** A channel of mail in the whole actor, with a relay of its own by which answers leave. */
async function mailHouse() {
  const house = new House()
  const relay = new FakeRelay(Date.now)
  playPlatform(relay)
  await house.connect({
    kind: 'email',
    address: OWN,
    sending: { by: 'webhook', url: 'https://relay.example/send', secret: relay.secret },
    subAddresses: true,
  })
  await house.renewSecret()
  const take = async (raw: readonly string[], from = 'ada@example.com') =>
    valueOf(await house.stub.takeMail(house.id, house.trace, { from, to: OWN, raw: bytesOf(raw) }))
  return { house, relay, take }
}

/** Waits until the conversation of the first thread says this and nothing else. */
async function reads(house: House, texts: readonly string[]): Promise<void> {
  await vi.waitFor(async () => expect(await house.texts('1')).toEqual(texts), WAIT)
  await house.settled()
  expect(await house.texts('1')).toEqual(texts)
}

function bytesOf(raw: readonly string[]): Uint8Array {
  return new TextEncoder().encode(raw.join('\r\n'))
}

interface Handover {
  readonly headers?: Record<string, string>
  readonly secret?: string
  readonly at?: number
}

/** What a self-hoster's mail server sends. */
async function handover(house: House, raw: readonly string[], change: Handover = {}): Promise<HookRequest> {
  const body = bytesOf(raw)
  const { headers = {}, secret = house.secret, at = Date.now() } = change
  return {
    method: 'POST',
    url: house.hookUrl,
    headers: {
      'content-type': 'message/rfc822',
      'x-envelope-from': 'ada@example.com',
      'x-envelope-to': OWN,
      ...(await signedHeaders(secret, { id: newId('req'), at, body })),
      ...headers,
    },
    body,
  }
}

function hook(house: House, request: HookRequest) {
  return house.stub.hook(house.id, house.trace, 'email', request)
}

describe('a mail that arrives', () => {
  it('is stored as it came, and stands in the conversation of its thread', async () => {
    const { house, take } = await mailHouse()
    await take(ALTERNATIVE)
    await reads(house, ['Grüße'])
    expect((await house.messages('1'))[0]).toMatchObject({
      text: 'Grüße',
      nature: 'ordinary',
      author: { name: 'Ada Lovelace' },
    })
    const [row] = await house.rows('SELECT id, bytes FROM raw_mails')
    expect(row?.['bytes']).toBe(bytesOf(ALTERNATIVE).byteLength)
    const mail = typeof row?.['id'] === 'string' ? row['id'] : ''
    const file = valueOf(await house.stub.attachment(house.id, house.trace, house.owner, `${mail}/1`))
    expect([file.type, new TextDecoder().decode(file.bytes)]).toEqual(['application/pdf', '%PDF'])
  })

  it('twice, at the same moment and after an eviction, is one message', async () => {
    const { house, take } = await mailHouse()
    await Promise.all([take(PLAIN), take(PLAIN), take(PLAIN)])
    await house.evict()
    await take(PLAIN)
    await take(['Received: by another way', ...PLAIN])
    await reads(house, ['Shall we have lunch?'])
  })

  it('without a Message-ID is known by its bytes', async () => {
    const { house, take } = await mailHouse()
    const raw = ['From: ada@example.com', '', 'No id.']
    await take(raw)
    await take(raw)
    await reads(house, ['No id.'])
  })

  it('that cannot be read is kept in quarantine', async () => {
    const { house, take } = await mailHouse()
    const deep = Array.from({ length: 300 }, (_, n) => [
      `Content-Type: multipart/mixed; boundary=b${n}`,
      '',
      `--b${n}`,
    ])
    await take([...HEAD, ...deep.flat()])
    expect((await house.unreadable()).length).toBe(1)
    expect((await house.rows('SELECT id FROM raw_mails')).length).toBe(1)
  })
})

describe('a mailbox that is connected anew', () => {
  it('keeps the secret that its mail server has written down', async () => {
    const { house } = await mailHouse()
    await house.connect({ kind: 'email', address: OWN, sending: { by: 'nothing' }, subAddresses: false })
    expect(valueOf(await hook(house, await handover(house, PLAIN))).status).toBe(200)
    expect((await house.channel()).features.send).toBe(false)
  })
})

describe('a mail of 20 MiB', () => {
  it('is taken, and its file is given out whole', async () => {
    const { house, take } = await mailHouse()
    const line = 'A'.repeat(76)
    const lines = Array.from({ length: Math.ceil((20 * 1024 * 1024) / 78) }, () => line)
    const head = [
      ...HEAD,
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'See',
    ]
    const file = [
      '--b',
      'Content-Type: image/png; name=big.png',
      'Content-Transfer-Encoding: base64',
      '',
      ...lines,
      '--b--',
    ]
    await take([...head, ...file])
    await reads(house, ['See'])
    const [row] = await house.rows('SELECT id, in_bucket FROM raw_mails')
    const ref = `${typeof row?.['id'] === 'string' ? row['id'] : ''}/0`
    const given = valueOf(await house.stub.attachment(house.id, house.trace, house.owner, ref))
    expect(given.bytes.byteLength).toBe(lines.length * 57)
  })
})

describe('a newsletter', () => {
  it('is offered as a feed in the inbox', async () => {
    const { house, take } = await mailHouse()
    await take(NEWSLETTER)
    await house.settled()
    const told = await getStub(env.INBOX, house.owner).notifications(house.owner, house.trace)
    expect(told).toMatchObject([{ kind: 'newsletter', title: 'The Weekly is a newsletter', about: house.id }])
  })
})

describe('two threads that a later mail shows to be one', () => {
  it('are one conversation, that of the older', async () => {
    const { house, take } = await mailHouse()
    const reply = (id: string, to: string, text: string) =>
      take(['From: ada@example.com', `Message-ID: ${id}`, `In-Reply-To: ${to}`, '', text])
    await take(PLAIN)
    await reply('<c@x>', '<b@x>', 'third')
    const [younger] = await house.rows("SELECT thread FROM letters WHERE message_id = '<c@x>'")
    const key = Number(younger?.['thread']).toString(36)
    await vi.waitFor(async () => expect(await house.texts(key)).toEqual(['third']), WAIT)
    await reply('<b@x>', '<first@example.com>', 'second')
    await vi.waitFor(async () => {
      const texts = await house.texts('1')
      expect(texts.toSorted()).toEqual(['Shall we have lunch?', 'second', 'third'])
    }, WAIT)
    await reply('<d@x>', '<c@x>', 'fourth')
    await vi.waitFor(async () => expect(await house.texts('1')).toContain('fourth'), WAIT)
  })
})

describe('a mail that a self-hoster’s server hands over', () => {
  it('is taken when it is signed, and stands in its thread', async () => {
    const { house } = await mailHouse()
    const taken = valueOf(await hook(house, await handover(house, PLAIN)))
    expect(taken.status).toBe(200)
    await reads(house, ['Shall we have lunch?'])
  })

  it.each([
    ['unsigned', { headers: { 'webhook-signature': '' } }, 'hook.unsigned'],
    ['signed with another secret', { secret: 'another' }, 'hook.unsigned'],
    ['too old', { at: Date.now() - 301_000 }, 'hook.unsigned'],
    ['from the future', { at: Date.now() + 360_000 }, 'hook.unsigned'],
    ['without an envelope', { headers: { 'x-envelope-to': '' } }, 'hook.malformed'],
  ])('is refused when it is %s, and nothing of it is stored', async (_, change, code) => {
    const { house } = await mailHouse()
    expect(codeOf(await hook(house, await handover(house, PLAIN, change)))).toBe(code)
    expect(await house.rows('SELECT id FROM raw_mails')).toEqual([])
  })

  it('is refused when it is larger than 25 MiB', async () => {
    const { house } = await mailHouse()
    const request = await handover(house, PLAIN)
    const tooLarge = { ...request, body: new Uint8Array(25 * 1024 * 1024 + 1) }
    expect(codeOf(await hook(house, tooLarge))).toBe('request.too_large')
  })
})

describe('an answer to a mail', () => {
  it('leaves once, and what comes back to it finds its thread', async () => {
    const { house, relay, take } = await mailHouse()
    await take(PLAIN)
    const id = await house.send('Yes, gladly.', { thread: '1' })
    await house.reaches(id, 'sent')
    expect(relay.sent).toMatchObject([{ id, from: OWN, to: 'ada@example.com' }])
    const sent = await PostalMime.parse(relay.sent[0]?.raw ?? '')
    expect(sent).toMatchObject({ inReplyTo: '<first@example.com>', subject: 'Re: Lunch' })
    const back = ['From: ada@example.com', `In-Reply-To: ${sent.messageId}`, 'Message-ID: <b@x>', '', 'Fine!']
    await take(back)
    await reads(house, ['Shall we have lunch?', 'Fine!'])
  })

  it('that bounces is told of, with the reason', async () => {
    const { house, relay, take } = await mailHouse()
    await take(PLAIN)
    const id = await house.send('Yes.', { thread: '1' })
    await house.reaches(id, 'sent')
    const ours = (await PostalMime.parse(relay.sent[0]?.raw ?? '')).messageId ?? ''
    await take(
      POSTFIX_BOUNCE.map((line) => line.replace('<msg_ours@example.org>', ours)),
      '',
    )
    await vi.waitFor(async () => {
      const bounce = (await house.messages('1')).find(({ nature }) => nature === 'bounce')
      expect(bounce?.text).toContain('could not')
    }, WAIT)
  })

  it('whose relay gives no answer is unknown, and is not sent again', async () => {
    const { house, relay, take } = await mailHouse()
    await take(PLAIN)
    relay.answer = 'nothing'
    const id = await house.send('Yes.', { thread: '1' })
    await house.reaches(id, 'unknown')
  })
})
