import { describe, expect, it } from 'vitest'
import {
  EXCHANGE_BOUNCE,
  GMAIL_BOUNCE,
  HEAD,
  kept,
  LIST_MAIL,
  NEWSLETTER,
  PLAIN,
  POSTFIX_BOUNCE,
  QMAIL_BOUNCE,
  VACATION,
} from '../testing/mails.ts'
import { readMail } from './read-mail.ts'

async function natureOf(raw: readonly string[], from = 'ada@example.com') {
  const mail = await readMail(kept(raw, { from }))
  return mail.ok ? mail.value.nature : 'unreadable'
}

describe('the nature of a mail', () => {
  it('is ordinary where a person wrote it', async () => {
    expect(await natureOf(PLAIN)).toBe('ordinary')
    expect(await natureOf([...HEAD, 'Auto-Submitted: no', '', 'x'])).toBe('ordinary')
  })

  it.each([
    'Auto-Submitted: auto-replied',
    'Auto-Submitted: auto-generated; owner-email="a@b"',
    'Precedence: auto_reply',
    'X-Autoreply: yes',
    'X-Autorespond: on',
  ])('is automatic with %s', async (header) => {
    expect(await natureOf([...HEAD, header, '', 'x'])).toBe('auto')
  })

  it('of a vacation notice is automatic, also under an empty envelope', async () => {
    expect(await natureOf(VACATION)).toBe('auto')
    expect(await natureOf(VACATION, '')).toBe('auto')
  })

  it.each(['List-Id: <a.b>', 'List-Unsubscribe: <mailto:a@b>', 'Precedence: bulk', 'Precedence: list'])(
    'is bulk with %s',
    async (header) => {
      expect(await natureOf([...HEAD, header, '', 'x'])).toBe('bulk')
    },
  )

  it('of lists and newsletters is bulk', async () => {
    expect(await natureOf(LIST_MAIL)).toBe('bulk')
    expect(await natureOf(NEWSLETTER)).toBe('bulk')
  })

  it('is a bounce under an empty envelope, and where it is a delivery report', async () => {
    expect(await natureOf(PLAIN, '')).toBe('bounce')
    expect(await natureOf(PLAIN, '<>')).toBe('bounce')
    for (const bounce of [POSTFIX_BOUNCE, GMAIL_BOUNCE, EXCHANGE_BOUNCE]) {
      expect(await natureOf(bounce, 'someone@example.net')).toBe('bounce')
    }
    expect(await natureOf(QMAIL_BOUNCE, '')).toBe('bounce')
  })

  it('of a read receipt is automatic, not a bounce', async () => {
    const type = 'Content-Type: multipart/report; report-type=disposition-notification; boundary=b'
    expect(await natureOf([...HEAD, type, '', '--b--'])).toBe('auto')
  })
})

describe('a bounce', () => {
  it.each([
    ['Postfix', POSTFIX_BOUNCE, '550 5.1.1 <gone@example.net>: Recipient address rejected: User unknown'],
    ['Gmail', GMAIL_BOUNCE, '550-5.1.1 The email account that you tried to reach does not exist.'],
    ['Exchange', EXCHANGE_BOUNCE, '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found'],
    ['qmail', QMAIL_BOUNCE, 'Remote host said: 550 no such user'],
  ])('of %s names our mail and why it came back', async (_, raw, diagnostic) => {
    const mail = await readMail(kept(raw, { from: '' }))
    expect(mail.ok && mail.value.bounce).toEqual({
      original: '<msg_ours@example.org>',
      state: 'failed',
      diagnostic,
    })
  })

  it('of a mail that is only late has not failed', async () => {
    const raw = POSTFIX_BOUNCE.map((line) => line.replace('Action: failed', 'Action: delayed'))
    const mail = await readMail(kept(raw, { from: '' }))
    expect(mail.ok && mail.value.bounce?.state).toBe('delayed')
  })

  it('names the original by Original-Message-ID first', async () => {
    const raw = POSTFIX_BOUNCE.map((line) =>
      line.startsWith('X-Postfix-Queue-ID') ? 'Original-Message-ID: <other@example.org>' : line,
    )
    const mail = await readMail(kept(raw, { from: '' }))
    expect(mail.ok && mail.value.bounce?.original).toBe('<other@example.org>')
  })
})
