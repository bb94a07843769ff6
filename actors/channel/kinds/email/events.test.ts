import { describe, expect, it } from 'vitest'
import { MailAccount } from './testing/mail-account.ts'
import {
  GMAIL_BOUNCE,
  HEAD,
  LIST_MAIL,
  NEWSLETTER,
  PLAIN,
  POSTFIX_BOUNCE,
  VACATION,
} from './testing/mails.ts'

const PERMISSION = { by: 'permission', id: 'prm', at: '2026-11-02T10:00:00.000Z' } as const
const AGENT = { ...PERMISSION, by: 'agent', id: 'tok' } as const

function answer(id: string, to: string, more: readonly string[] = []): string[] {
  return [
    'From: Ada <ada@example.com>',
    'To: me@example.org',
    `Message-ID: ${id}`,
    `In-Reply-To: ${to}`,
    ...more,
    '',
    'x',
  ]
}

describe('a mail', () => {
  it('becomes a message of its thread, under its Message-ID', async () => {
    await MailAccount.with(async (mail) => {
      const { events, unreadable } = await mail.take(PLAIN)
      expect(unreadable).toEqual([])
      expect(events).toEqual([
        expect.objectContaining({
          type: 'message',
          eventId: '<first@example.com>',
          key: '<first@example.com>',
          author: {
            key: 'ada@example.com',
            name: 'Ada Lovelace',
            handle: 'ada@example.com',
            self: false,
            bot: false,
          },
          thread: { key: '1', kind: 'direct', title: 'Lunch', url: null },
          text: 'Shall we have lunch?',
          nature: 'ordinary',
          replyTo: null,
        }),
      ])
    })
  })

  it('that answers one of ours goes into its thread, and no subject does that', async () => {
    await MailAccount.with(async (mail) => {
      const thread = await mail.threadOf(PLAIN)
      expect(await mail.threadOf(answer('<b@example.com>', '<first@example.com>'))).toMatchObject({
        key: thread.key,
      })
      const sameSubject = [...HEAD.slice(0, 3), 'Message-ID: <c@example.com>', 'Subject: Re: Lunch', '', 'x']
      expect((await mail.threadOf(sameSubject)).key).not.toBe(thread.key)
    })
  })

  it('to several people is a talk of a group', async () => {
    await MailAccount.with(async (mail) => {
      const raw = [
        'From: ada@example.com',
        'To: me@example.org, bob@example.com',
        'Subject: AW: Re: Trip',
        '',
        'x',
      ]
      expect(await mail.threadOf(raw)).toMatchObject({ kind: 'group', title: 'Trip' })
    })
  })

  it('of the account itself, sent from elsewhere, is the person’s own', async () => {
    await MailAccount.with(async (mail) => {
      const raw = ['From: Me@Example.org', 'To: ada@example.com', 'Message-ID: <x@y>', '', 'x']
      const { events } = await mail.take(raw)
      expect(events[0]).toMatchObject({ author: { self: true } })
      expect(mail.letters.answerTo({ thread: '1', replyTo: null, messageId: '<new>' })?.to).toEqual([
        'ada@example.com',
      ])
    })
  })

  it('between two threads joins them: the older goes on under both names', async () => {
    await MailAccount.with(async (mail) => {
      const older = await mail.threadOf(PLAIN)
      const younger = await mail.threadOf(answer('<c@example.com>', '<b@example.com>'))
      const { events } = await mail.take(answer('<b@example.com>', '<first@example.com>'))
      expect(events.map(({ type }) => type)).toEqual(['thread-moved', 'message'])
      expect(events[0]).toMatchObject({ thread: { key: older.key }, to: { key: younger.key } })
    })
  })

  it('that cannot be read is kept for inspection, and nothing is thrown', async () => {
    await MailAccount.with(async (mail) => {
      const deep = Array.from({ length: 300 }, (_, n) => [
        `Content-Type: multipart/mixed; boundary=b${n}`,
        '',
        `--b${n}`,
      ])
      const { events, unreadable } = await mail.take([...HEAD, ...deep.flat()])
      expect(events).toEqual([])
      expect(unreadable[0]?.reason).toContain('cannot be read')
      expect(unreadable[0]?.body).toContain('From: Ada Lovelace')
    })
  })

  it('that a newsletter brings is offered as a feed, once', async () => {
    await MailAccount.with(async (mail) => {
      const [first, second] = [
        await mail.take(NEWSLETTER),
        await mail.take(NEWSLETTER.with(3, 'Message-ID: <13@w>')),
      ]
      expect(first.notices).toMatchObject([{ kind: 'newsletter', key: 'newsletter:weekly.list-id.example' }])
      expect(first.notices?.[0]?.text).toContain('https://weekly.example/')
      expect(second.notices).toEqual([])
      expect((await mail.take(LIST_MAIL)).notices).toEqual([])
    })
  })
})

describe('a mail that comes back', () => {
  async function sent(mail: MailAccount): Promise<string> {
    const { key } = await mail.threadOf(PLAIN)
    mail.letters.leaves({
      messageId: '<msg_ours@example.org>',
      thread: key,
      answers: '<first@example.com>',
      auto: false,
      answer: { to: ['gone@example.net'], cc: [], subject: 'Re: Lunch', references: [] },
    })
    return key
  }

  it.each([
    ['Postfix', POSTFIX_BOUNCE],
    ['Gmail', GMAIL_BOUNCE],
  ])('from %s fails our message, with what the server said', async (_, raw) => {
    await MailAccount.with(async (mail) => {
      const key = await sent(mail)
      const { events } = await mail.take(raw, { from: '' })
      expect(events).toMatchObject([
        { type: 'receipt', key: '<msg_ours@example.org>', state: 'failed', thread: { key } },
        { type: 'message', nature: 'bounce', about: '<msg_ours@example.org>', thread: { key } },
      ])
      expect(JSON.stringify(events[0])).toContain('5.1.1')
    })
  })

  it('that is only late fails nothing', async () => {
    await MailAccount.with(async (mail) => {
      await sent(mail)
      const late = POSTFIX_BOUNCE.map((line) => line.replace('Action: failed', 'Action: delayed'))
      const { events } = await mail.take(late, { from: '' })
      expect(events).toMatchObject([{ type: 'message', nature: 'auto', about: null }])
    })
  })

  it('not at all, but has arrived, is told as delivered', async () => {
    await MailAccount.with(async (mail) => {
      await sent(mail)
      const arrived = POSTFIX_BOUNCE.map((line) => line.replace('Action: failed', 'Action: delivered'))
      const { events } = await mail.take(arrived, { from: '' })
      expect(events).toMatchObject([
        { type: 'receipt', state: 'delivered', reason: null },
        { nature: 'auto' },
      ])
    })
  })

  it('about a mail that never left here is only a message', async () => {
    await MailAccount.with(async (mail) => {
      const { events } = await mail.take(POSTFIX_BOUNCE, { from: '' })
      expect(events).toMatchObject([{ type: 'message', nature: 'bounce', about: null }])
    })
  })

  it('as a copy of our own letter is no new message', async () => {
    await MailAccount.with(async (mail) => {
      await sent(mail)
      const copy = [
        'From: me@example.org',
        'To: gone@example.net',
        'Message-ID: <msg_ours@example.org>',
        '',
        'Yes.',
      ]
      expect((await mail.take(copy)).events).toEqual([])
    })
  })
})

describe('an answer by a rule or an agent', () => {
  it.each([
    ['a vacation notice', VACATION],
    ['a list', LIST_MAIL],
    ['a bounce', POSTFIX_BOUNCE],
  ])('never goes to %s', async (_, raw) => {
    await MailAccount.with(
      async (mail) => {
        const thread = await mail.threadOf(raw)
        for (const approval of [PERMISSION, AGENT]) {
          const performed = await mail.send(mail.outgoing(thread, 'Hello', { approval }))
          expect(performed.outcome).toBe('failed')
          expect(performed.reason).toContain('machine')
        }
      },
      { sending: { by: 'binding' } },
      { send: async () => '<left@cloudflare.example>' },
    )
  })

  it('goes out once for each mail, says so in its header, and to nobody who was only copied', async () => {
    const taken: { to: string; raw: string }[] = []
    await MailAccount.with(
      async (mail) => {
        const thread = await mail.threadOf([...PLAIN.slice(0, 2), 'Cc: bob@example.com', ...PLAIN.slice(2)])
        const first = mail.outgoing(thread, 'I am away.', { approval: PERMISSION })
        expect(await mail.send(first)).toMatchObject({ outcome: 'sent' })
        const second = await mail.send(mail.outgoing(thread, 'Still away.', { approval: AGENT }))
        expect(second).toMatchObject({
          outcome: 'failed',
          reason: 'This mail was answered before, and not by a person.',
        })
        expect(taken.map(({ to }) => to)).toEqual(['ada@example.com'])
        expect(taken[0]?.raw).toContain('Auto-Submitted: auto-replied')
      },
      { sending: { by: 'binding' } },
      {
        send: async (_from, to, raw) => {
          taken.push({ to, raw })
          return '<left@cloudflare.example>'
        },
      },
    )
  })
})
