import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conversationIdOf } from '@switchboard/shared-types/ids'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { MessagePage } from '@switchboard/shared-types/api/conversations/message'
import { Draft } from '@switchboard/shared-types/api/conversations/draft'
import { PROJECT } from '../build/project.ts'
import { failureOf, join, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { startResend, type Resend } from './resend.ts'

let house: House
let resend: Resend
let ann: Member
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'switchboard-mail-'))
  resend = await startResend()
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  ann = await join(house.url, 'ann')
})

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await resend[Symbol.asyncDispose]()
  await house.stop()
})

const LUNCH = [
  'From: Ada Lovelace <ada@example.com>',
  'To: me@example.org',
  'Message-ID: <lunch@example.com>',
  'Subject: Lunch',
  '',
  'Shall we have lunch?',
]

/** A mailbox of Ann's, and the script of docs/channels.md by which a mail server hands mail over to it. */
async function connectMail() {
  const { api } = ann.device
  const sending = { by: 'resend', apiKey: resend.key, baseUrl: resend.url } as const
  const connected = await api.channels.$post({
    json: { kind: 'email', address: 'me@example.org', sending, subAddresses: true },
  })
  expect(connected.status).toBe(201)
  const { channel } = await connected.json()
  const { url, secret } = await (
    await api.channels[':id']['hook-secret'].$post({ param: { id: channel.id } })
  ).json()
  return { channel, url, secret, handOver: scriptFor(url, secret) }
}

/** @returns what runs the script, and gives its exit code */
function scriptFor(url: string, secret: string) {
  const page = readFileSync(path.join(PROJECT, 'docs/channels.md'), 'utf8')
  const documented = /```sh\n(#!\/bin\/sh\n# to-switchboard[^]*?)```/.exec(page)?.[1] ?? ''
  const script = documented.replace(/^url=.*$/m, `url=${url}`).replace(/^secret=.*$/m, `secret=${secret}`)
  const file = path.join(folder, `to-switchboard-${Math.random()}`)
  writeFileSync(file, script)
  chmodSync(file, 0o700)
  return (lines: readonly string[], from: string, to = 'me@example.org') =>
    new Promise<number | null>((resolve, reject) => {
      const child = spawn('/bin/sh', [file, from, to], { stdio: ['pipe', 'ignore', 'ignore'] })
      child.once('error', reject)
      child.once('close', resolve)
      child.stdin.end(lines.join('\r\n'))
    })
}

async function messagesOf(channel: ChannelId) {
  const id = await conversationIdOf(channel, '1')
  const answer = await ann.device.fetch(`/api/conversations/${id}/messages`)
  if (!answer.ok) return []
  return MessagePage.parse(await answer.json()).messages
}

describe('a mail that a mail server hands over by the documented script', () => {
  it('stands in its conversation, once, however often it is handed over', async () => {
    const { channel, handOver } = await connectMail()
    expect(
      await Promise.all([handOver(LUNCH, 'ada@example.com'), handOver(LUNCH, 'ada@example.com')]),
    ).toEqual([0, 0])
    const [message] = await eventually('the message', async () => {
      const messages = await messagesOf(channel.id)
      return messages.length > 0 ? messages : undefined
    })
    expect(message).toMatchObject({ text: 'Shall we have lunch?', author: { name: 'Ada Lovelace' } })
    expect(await handOver(LUNCH, 'ada@example.com')).toBe(0)
    expect((await messagesOf(channel.id)).length).toBe(1)
  })

  it('is tried again later where the signature is refused', async () => {
    const { url } = await connectMail()
    const wrong = scriptFor(url, `whsec_${Buffer.alloc(32).toString('base64')}`)
    expect(await wrong(LUNCH, 'ada@example.com')).toBe(75)
    const unsigned = await fetch(url, { method: 'POST', body: LUNCH.join('\r\n') })
    expect(await failureOf(unsigned)).toBe('401 hook.unsigned')
  })

  it('that cannot be read is kept for its person to look at', async () => {
    const { channel, handOver } = await connectMail()
    const deep = Array.from({ length: 300 }, (_, n) => [
      `Content-Type: multipart/mixed; boundary=b${n}`,
      '',
      `--b${n}`,
    ])
    expect(await handOver(deep.flat(), '')).toBe(0)
    const kept = await ann.device.api.channels[':id'].unreadable.$get({ param: { id: channel.id } })
    expect((await kept.json()).payloads.length).toBe(1)
  })
})

/** The conversation of the lunch, answered; the answer has left. */
async function answered(text: string) {
  const { channel, handOver } = await connectMail()
  await handOver(LUNCH, 'ada@example.com')
  await eventually('the message', async () => (await messagesOf(channel.id))[0])
  const id = await conversationIdOf(channel.id, '1')
  const begun = await ann.device.send('POST', `/api/conversations/${id}/drafts`, { text })
  const draft = Draft.parse(await begun.json())
  const approve = () =>
    ann.device.send('POST', `/api/conversations/${id}/drafts/${draft.id}/approve`, {
      revision: draft.revision,
      key: `key-${draft.id}`,
    })
  const twice = await Promise.all([approve(), approve()])
  expect(twice.map(({ ok }) => ok)).toEqual([true, true])
  const left = () => resend.sent.filter((mail) => mail.text === text)
  const mail = await eventually('the mail at the provider', async () => left()[0], 30_000)
  const delivered = (state: string) =>
    eventually(`a delivery that is ${state}`, async () =>
      (await messagesOf(channel.id)).find(({ delivery }) => delivery?.state === state),
    )
  await delivered('sent')
  return { channel, handOver, mail, left, delivered }
}

describe('an answer to a mail', () => {
  it('leaves through the provider under the headers that thread it, once, and what answers it finds the talk', async () => {
    const { channel, handOver, mail, left } = await answered('Yes, gladly.')
    expect(mail).toMatchObject({
      from: 'me@example.org',
      to: ['ada@example.com'],
      subject: 'Re: Lunch',
      headers: { 'In-Reply-To': '<lunch@example.com>', References: '<lunch@example.com>' },
    })
    const answer = [
      'From: ada@example.com',
      `To: ${mail.reply_to}`,
      'Message-ID: <fine@example.com>',
      '',
      'Fine!',
    ]
    await handOver(answer, 'ada@example.com', mail.reply_to)
    await eventually('the answer in the same talk', async () =>
      (await messagesOf(channel.id)).find(({ text }) => text === 'Fine!'),
    )
    expect(left().length).toBe(1)
  })

  it('that comes back is shown as failed, in the words of the server that refused it', async () => {
    const { handOver, mail, delivered } = await answered('Where shall we meet?')
    const bounce = [
      'From: MAILER-DAEMON@mail.example.net',
      'Message-ID: <bounce@mail.example.net>',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Your mail could not be delivered.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Action: failed',
      'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${mail.headers['Message-ID']}`,
      '--b--',
    ]
    expect(await handOver(bounce, '')).toBe(0)
    const { delivery } = await delivered('failed')
    expect(delivery?.reason).toContain('550 5.1.1 User unknown')
  })
})
