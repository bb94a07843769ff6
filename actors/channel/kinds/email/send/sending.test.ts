import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import type { Performed } from '../../kind.ts'
import { Clock } from '../../testing/fake-world.ts'
import { email } from '../email.ts'
import { FakeRelay } from '../testing/fake-relay.ts'
import { FakeResend } from '../testing/fake-resend.ts'
import { MailAccount } from '../testing/mail-account.ts'
import { PLAIN } from '../testing/mails.ts'

const PICTURE = { name: 'Grüße.png', type: 'image/png', bytes: new Uint8Array([1, 2, 3]) }

async function withResend(
  run: (mail: MailAccount, resend: FakeResend) => Promise<void>,
  subAddresses = false,
) {
  const clock = new Clock()
  const platform = new FakeResend(clock.now)
  const sending = { by: 'resend', apiKey: platform.key, baseUrl: 'https://api.resend.com' } as const
  const ready = async (mail: MailAccount): Promise<void> => {
    clock.pass(1_000)
    await run(mail, platform)
  }
  await MailAccount.with(ready, { sending, subAddresses }, { platform, clock })
}

async function withRelay(run: (mail: MailAccount, relay: FakeRelay) => Promise<void>) {
  const clock = new Clock()
  const platform = new FakeRelay(clock.now)
  const sending = { by: 'webhook', url: 'https://relay.example/send', secret: platform.secret } as const
  await MailAccount.with((mail) => run(mail, platform), { sending }, { platform, clock })
}

describe('an answer by Resend', () => {
  it('goes to whoever wrote, under headers that thread it', async () => {
    await withResend(async (mail, resend) => {
      const thread = await mail.threadOf(PLAIN)
      const outgoing = mail.outgoing(thread, 'Yes, gladly.', { replyTo: '<first@example.com>' })
      const performed = await mail.send(outgoing, [PICTURE])
      const messageId = `<${outgoing.id.toLowerCase()}@example.org>`
      expect(performed).toEqual({ outcome: 'sent', reason: null, key: messageId })
      expect(resend.sent).toEqual([
        {
          from: 'me@example.org',
          to: ['ada@example.com'],
          subject: 'Re: Lunch',
          text: 'Yes, gladly.',
          headers: {
            'Message-ID': messageId,
            'In-Reply-To': '<first@example.com>',
            References: '<first@example.com>',
          },
          attachments: [{ filename: 'Grüße.png', content: 'AQID', content_type: 'image/png' }],
        },
      ])
    })
  })

  it('that is tried again leaves once, also when the first answer was lost', async () => {
    await withResend(async (mail, resend) => {
      const outgoing = mail.outgoing(await mail.threadOf(PLAIN), 'Yes.')
      resend.trouble('answer lost', 'bad gateway')
      expect((await mail.send(outgoing)).outcome).toBe('retry')
      expect((await mail.send(outgoing)).outcome).toBe('retry')
      mail.clock.pass(60_000)
      expect((await mail.send(outgoing)).outcome).toBe('sent')
      expect(resend.sent.length).toBe(1)
    })
  })

  it('waits as long as a 429 says', async () => {
    await withResend(async (mail, resend) => {
      const thread = await mail.threadOf(PLAIN)
      const outcomes = []
      for (const text of ['one', 'two', 'three']) outcomes.push(await mail.send(mail.outgoing(thread, text)))
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['sent', 'sent', 'retry'])
      expect(outcomes[2]).toMatchObject({ afterMs: 1_000 })
      expect(resend.sent.length).toBe(2)
    })
  })

  it('fails for good where Resend refuses it, and asks for a key where the key is refused', async () => {
    await withResend(async (mail, resend) => {
      const thread = await mail.threadOf(PLAIN)
      const elsewhere = { ...mail.account, state: { ...mail.account.state, address: 'me@example.net' } }
      const refused = await email.perform(mail.world, elsewhere, mail.outgoing(thread, 'x'), [])
      expect(refused.outcome).toBe('failed')
      expect(refused.reason).toContain('not verified')
      resend.revoked = true
      expect(await mail.send(mail.outgoing(thread, 'x'))).toMatchObject({ outcome: 'unauthorised' })
    })
  })

  it('is asked to a signed address that tells the thread for 30 days, where sub-addresses arrive', async () => {
    await withResend(async (mail, resend) => {
      const thread = await mail.threadOf(PLAIN)
      await mail.send(mail.outgoing(thread, 'Yes.'))
      const to = resend.sent[0]?.reply_to ?? ''
      expect(to).toMatch(/^me\+r1-[0-9a-z]+-[0-9a-z]{16}@example\.org$/)
      const bare = (id: string) => ['From: ada@example.com', `Message-ID: ${id}`, '', 'x']
      expect((await mail.threadOf(bare('<1@x>'), { to })).key).toBe(thread.key)
      const forged = to.replace(/.(?=@)/, (last) => (last === '0' ? '1' : '0'))
      expect((await mail.threadOf(bare('<2@x>'), { to: forged })).key).not.toBe(thread.key)
      mail.clock.pass(31 * 24 * 60 * 60 * 1000)
      expect((await mail.threadOf(bare('<3@x>'), { to })).key).not.toBe(thread.key)
    }, true)
  })

  it('is connected only with a key that Resend knows, be it one that may only send', async () => {
    const clock = new Clock()
    const platform = new FakeResend(clock.now)
    const connectWith = (apiKey: string) =>
      MailAccount.with(
        async () => undefined,
        { sending: { by: 'resend', apiKey, baseUrl: 'https://api.resend.com' } },
        { platform, clock },
      )
    await expect(connectWith('re_wrong')).rejects.toThrow('channel.bad_credentials')
    platform.restricted = true
    await connectWith(platform.key)
    platform.trouble('bad gateway')
    await expect(connectWith(platform.key)).rejects.toThrow('channel.unreachable')
  })
})

describe('an answer by a webhook of one’s own', () => {
  it('is the raw mail, signed, with its envelope in headers', async () => {
    await withRelay(async (mail, relay) => {
      const outgoing = mail.outgoing(await mail.threadOf(PLAIN), 'Yes.')
      expect(await mail.send(outgoing, [PICTURE])).toMatchObject({ outcome: 'sent' })
      expect(relay.sent).toMatchObject([{ id: outgoing.id, from: 'me@example.org', to: 'ada@example.com' }])
      const read = await PostalMime.parse(relay.sent[0]?.raw ?? '')
      expect(read).toMatchObject({ subject: 'Re: Lunch', inReplyTo: '<first@example.com>' })
      expect(read.attachments).toMatchObject([{ filename: 'Grüße.png', mimeType: 'image/png' }])
    })
  })

  it.each([
    [
      new Response(null, { status: 503, headers: { 'retry-after': '7' } }),
      { outcome: 'retry', afterMs: 7_000 },
    ],
    [new Response(null, { status: 400 }), { outcome: 'failed' }],
    [new Response(null, { status: 403 }), { outcome: 'unauthorised' }],
    [new Response(null, { status: 502 }), { outcome: 'unknown' }],
    ['nothing' as const, { outcome: 'unknown' }],
  ])('is told truthfully (case %#)', async (answer, expected) => {
    await withRelay(async (mail, relay) => {
      relay.answer = answer
      const performed = await mail.send(mail.outgoing(await mail.threadOf(PLAIN), 'Yes.'))
      expect(performed).toMatchObject(expected)
    })
  })
})

describe('an answer by the send_email binding', () => {
  async function sendTo(send: (from: string, to: string) => Promise<string>, cc: string[] = []) {
    let performed: Performed = { outcome: 'unknown', reason: null }
    await MailAccount.with(
      async (mail) => {
        const thread = await mail.threadOf([...(cc.length > 0 ? [`Cc: ${cc.join(', ')}`] : []), ...PLAIN])
        performed = await mail.send(mail.outgoing(thread, 'Yes.'))
      },
      { sending: { by: 'binding' } },
      { send },
    )
    return performed
  }

  it('is handed over once for each recipient', async () => {
    const taken: string[] = []
    const performed = await sendTo(
      async (_, to) => {
        taken.push(to)
        return `<${taken.length}@cloudflare.example>`
      },
      ['bob@example.com'],
    )
    expect(performed).toMatchObject({ outcome: 'sent', reason: null })
    expect(taken).toEqual(['ada@example.com', 'bob@example.com'])
  })

  it('says who did not get it, and is not sent again to who did', async () => {
    const performed = await sendTo(
      async (_, to) => {
        if (to.startsWith('bob')) throw new Error('destination address is not verified')
        return '<1@cloudflare.example>'
      },
      ['bob@example.com'],
    )
    expect(performed.outcome).toBe('sent')
    expect(performed.reason).toContain('bob@example.com')
  })

  it.each([
    ['destination address is not a verified address', 'failed'],
    ['rate limit exceeded', 'retry'],
    ['internal error', 'unknown'],
  ])('that meets "%s" is %s', async (message, outcome) => {
    const performed = await sendTo(async () => {
      throw new Error(message)
    })
    expect(performed).toMatchObject({ outcome })
  })

  it.each([
    ['E_RECIPIENT_SUPPRESSED', 'failed'],
    ['E_SENDER_NOT_VERIFIED', 'failed'],
    ['E_RATE_LIMIT_EXCEEDED', 'retry'],
    ['E_DAILY_LIMIT_EXCEEDED', 'retry'],
    ['E_INTERNAL_SERVER_ERROR', 'unknown'],
  ])('that meets the code %s is %s', async (code, outcome) => {
    const performed = await sendTo(async () => {
      throw Object.assign(new Error('not now'), { code })
    })
    expect(performed).toMatchObject({ outcome })
  })

  it('is not offered where the house has no binding', async () => {
    const connecting = MailAccount.with(async () => undefined, { sending: { by: 'binding' } })
    await expect(connecting).rejects.toThrow('channel.bad_settings')
  })
})

describe('a channel that sends nothing', () => {
  it('says so, and refuses', async () => {
    await MailAccount.with(async (mail) => {
      expect(email.featuresOf?.(mail.account.state)).toMatchObject({ send: false, attachments: false })
      const performed = await mail.send(mail.outgoing(await mail.threadOf(PLAIN), 'x'))
      expect(performed).toMatchObject({ outcome: 'failed', reason: 'This channel only listens.' })
    })
  })
})
