import type { KeptMail } from '../../../mail/mailbox.ts'

export const OWN = 'me@example.org'
export const ARRIVED = '2026-11-20T10:00:00.000Z'

/** A mail as it lies in the store. @param raw lines; they are joined by CRLF */
export function kept(raw: readonly string[] | Uint8Array, envelope: Partial<KeptMail> = {}): KeptMail {
  const bytes = raw instanceof Uint8Array ? raw : new TextEncoder().encode(raw.join('\r\n'))
  return { id: 'a'.repeat(64), at: ARRIVED, from: 'ada@example.com', to: OWN, raw: bytes, ...envelope }
}

/** Bytes of a mail whose body is not UTF-8. */
export function bytesOf(head: readonly string[], body: readonly number[]): Uint8Array {
  return new Uint8Array([...new TextEncoder().encode(`${head.join('\r\n')}\r\n\r\n`), ...body])
}

export const HEAD = [
  'From: Ada Lovelace <ada@example.com>',
  'To: me@example.org',
  'Date: Fri, 20 Nov 2026 10:58:00 +0100',
  'Message-ID: <first@example.com>',
]

export const PLAIN = [...HEAD, 'Subject: Lunch', '', 'Shall we have lunch?', '']

/** As mail programs write it: text, HTML with a picture in it, and a file. */
export const ALTERNATIVE = [
  ...HEAD,
  'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?= =?iso-8859-1?Q?_aus_K=F6ln?=',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="mixed"',
  '',
  '--mixed',
  'Content-Type: multipart/alternative; boundary="alt"',
  '',
  '--alt',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Gr=C3=BC=C3=9Fe',
  '',
  '--alt',
  'Content-Type: multipart/related; boundary="rel"',
  '',
  '--rel',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p onclick="x()">Grüße</p><img src="cid:logo@x"><img src="https://spy.example/p.gif" alt="Photo">',
  '<script>alert(1)</script>',
  '--rel',
  'Content-Type: image/png; name="logo.png"',
  'Content-ID: <logo@x>',
  'Content-Transfer-Encoding: base64',
  '',
  'iVBORw0KGgo=',
  '--rel--',
  '--alt--',
  '--mixed',
  'Content-Type: application/pdf',
  "Content-Disposition: attachment; filename*=utf-8''%C3%84rger.pdf",
  'Content-Transfer-Encoding: base64',
  '',
  'JVBERg==',
  '--mixed--',
  '',
]

export const FLOWED = [
  ...HEAD,
  'Subject: Flowed',
  'Content-Type: text/plain; charset=utf-8; format=flowed',
  '',
  'One paragraph that its writer saw as one ',
  'line, though it came in two.',
  '',
  '> quoted',
  '',
]

export const HTML_ONLY = [
  ...HEAD,
  'Subject: Html',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<html><head><style>p{color:red}</style></head><body><p>First &amp; foremost</p><ul><li>a</li><li>b</li></ul>',
  '<p>see <a href="https://example.com/x>y">here</a></p></body></html>',
]

const OUR_MAIL = [
  'From: me@example.org',
  'To: gone@example.net',
  'Subject: Re: Lunch',
  'Message-ID: <msg_ours@example.org>',
  '',
  'Yes.',
]

export const POSTFIX_BOUNCE = [
  'From: MAILER-DAEMON@mail.example.net (Mail Delivery System)',
  'To: me@example.org',
  'Date: Fri, 20 Nov 2026 10:00:00 +0100',
  'Message-ID: <20261120.bounce@mail.example.net>',
  'Subject: Undelivered Mail Returned to Sender',
  'Auto-Submitted: auto-replied',
  'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=delivery-status;',
  '\tboundary="4XyZ.1763630000/mail.example.net"',
  '',
  'This is a MIME-encapsulated message.',
  '',
  '--4XyZ.1763630000/mail.example.net',
  'Content-Description: Notification',
  'Content-Type: text/plain; charset=us-ascii',
  '',
  "I'm sorry to have to inform you that your message could not",
  'be delivered to one or more recipients.',
  '',
  '<gone@example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1',
  '    <gone@example.net>: Recipient address rejected: User unknown',
  '',
  '--4XyZ.1763630000/mail.example.net',
  'Content-Description: Delivery report',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mail.example.net',
  'X-Postfix-Queue-ID: 4XyZ',
  'Arrival-Date: Fri, 20 Nov 2026 09:59:58 +0100 (CET)',
  '',
  'Final-Recipient: rfc822; gone@example.net',
  'Action: failed',
  'Status: 5.1.1',
  'Remote-MTA: dns; mx.example.net',
  'Diagnostic-Code: smtp; 550 5.1.1 <gone@example.net>: Recipient address',
  '    rejected: User unknown',
  '',
  '--4XyZ.1763630000/mail.example.net',
  'Content-Description: Undelivered Message Headers',
  'Content-Type: text/rfc822-headers',
  '',
  ...OUR_MAIL.slice(0, 4),
  '',
  '--4XyZ.1763630000/mail.example.net--',
  '',
]

export const GMAIL_BOUNCE = [
  'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
  'To: me@example.org',
  'Auto-Submitted: auto-replied',
  'Subject: Delivery Status Notification (Failure)',
  'References: <msg_ours@example.org>',
  'In-Reply-To: <msg_ours@example.org>',
  'X-Failed-Recipients: gone@example.net',
  'Message-ID: <673d.gmr@mx.google.com>',
  'Content-Type: multipart/report; boundary="00000000"; report-type=delivery-status',
  '',
  '--00000000',
  'Content-Type: multipart/related; boundary="rel0"',
  '',
  '--rel0',
  'Content-Type: text/html; charset="UTF-8"',
  '',
  '<html><body><h1>Address not found</h1></body></html>',
  '--rel0--',
  '--00000000',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; googlemail.com',
  '',
  'Final-Recipient: rfc822; gone@example.net',
  'Action: failed',
  'Status: 5.1.1',
  'Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.',
  '',
  '--00000000',
  'Content-Type: message/rfc822',
  '',
  ...OUR_MAIL,
  '',
  '--00000000--',
]

export const EXCHANGE_BOUNCE = [
  'From: postmaster@contoso.example',
  'To: me@example.org',
  'Subject: Undeliverable: Re: Lunch',
  'Message-ID: <ndr@contoso.example>',
  'X-MS-Exchange-Message-Is-Ndr:',
  'Content-Type: multipart/report; report-type=delivery-status; boundary="ex"',
  '',
  '--ex',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Delivery has failed to these recipients or groups:',
  '',
  '--ex',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns;EX01.contoso.example',
  '',
  'Final-recipient: RFC822;gone@example.net',
  'Action: failed',
  'Status: 5.1.10',
  'Diagnostic-code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found',
  '',
  '--ex',
  'Content-Type: message/rfc822',
  '',
  ...OUR_MAIL,
  '',
  '--ex--',
]

/** As qmail writes it: no report, only text. */
export const QMAIL_BOUNCE = [
  'From: MAILER-DAEMON@old.example.net',
  'To: me@example.org',
  'Subject: failure notice',
  '',
  'Hi. This is the qmail-send program at old.example.net.',
  '',
  '<gone@example.net>:',
  '192.0.2.7 does not like recipient.',
  'Remote host said: 550 no such user',
  '',
  '--- Below this line is a copy of the message.',
  '',
  'Return-Path: <me@example.org>',
  ...OUR_MAIL,
]

export const VACATION = [
  'From: Ada <ada@example.com>',
  'To: me@example.org',
  'Subject: Out of office: Lunch',
  'Message-ID: <vacation@example.com>',
  'In-Reply-To: <msg_ours@example.org>',
  'Auto-Submitted: auto-replied (vacation)',
  '',
  'I am away until Monday.',
]

export const LIST_MAIL = [
  'From: Bob <bob@example.net>',
  'To: dev@lists.example.org',
  'Subject: [dev] Patch',
  'Message-ID: <patch@example.net>',
  'List-Id: Developers <dev.lists.example.org>',
  'List-Post: <mailto:dev@lists.example.org>',
  'List-Unsubscribe: <mailto:dev-leave@lists.example.org>',
  'Precedence: list',
  '',
  'Here it is.',
]

export const NEWSLETTER = [
  'From: "The Weekly" <hello@news.weekly.example>',
  'To: me@example.org',
  'Subject: Issue 12',
  'Message-ID: <issue12@weekly.example>',
  'List-Id: <weekly.list-id.example>',
  'List-Unsubscribe: <https://weekly.example/leave>',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>News</p>',
]
