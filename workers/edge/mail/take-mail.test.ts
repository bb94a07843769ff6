import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { inboxOf, newId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import { takeMail } from './take-mail.ts'

const trace = startTrace('test')
const MAIL = 'From: ada@example.com\r\nMessage-ID: <a@example.com>\r\n\r\nHello'

/** A mail as Email Routing hands it over. */
function mailTo(to: string, text = MAIL, rawSize = text.length) {
  const setReject = vi.fn<(reason: string) => void>()
  const raw = new Blob([text]).stream()
  const unused = (): never => {
    throw new Error('the mail is neither forwarded nor answered')
  }
  const message = {
    from: 'ada@example.com',
    to,
    raw,
    rawSize,
    headers: new Headers(),
    setReject,
    forward: unused,
    reply: unused,
  }
  return { message, setReject }
}

async function take(mail: ReturnType<typeof mailTo>): Promise<void> {
  const settings = { CLAIMS_SECRET: 'x'.repeat(32), MAIL_ADDRESSES: '' }
  await takeMail(mail.message, { ...settings, CHANNEL: env.CHANNEL })
}

async function connected() {
  const [id, owner] = [newId('chn'), inboxOf(newId('per'))]
  const stub = getStub(env.CHANNEL, id)
  const made = await stub.connectAccount(id, trace, owner, {
    kind: 'email',
    address: 'me@example.org',
    sending: { by: 'nothing' },
    subAddresses: false,
  })
  if (!made.ok) throw new Error(made.error.message)
  const channel = async () => {
    const found = await stub.channel(id, trace, owner)
    if (!found.ok) throw new Error(found.error.message)
    return found.value
  }
  return { to: `inbox+${id.slice('chn_'.length)}@example.org`, channel }
}

describe('a mail of Email Routing', () => {
  it('comes to the channel that its envelope names, whatever its headers say', async () => {
    const { to, channel } = await connected()
    const mail = mailTo(to, `To: somebody@else.example\r\n${MAIL}`)
    await take(mail)
    expect(mail.setReject).not.toHaveBeenCalled()
    await vi.waitFor(async () => expect((await channel()).lastReceivedAt).not.toBeNull())
  })

  it('to nobody is refused for good', async () => {
    for (const to of ['nobody@example.org', `inbox+${newId('chn').slice('chn_'.length)}@example.org`]) {
      const mail = mailTo(to)
      await take(mail)
      expect(mail.setReject).toHaveBeenCalledExactlyOnceWith('There is no such mailbox here.')
    }
  })

  it('that is too large is refused before it is read', async () => {
    const { to } = await connected()
    const mail = mailTo(to, MAIL, 25 * 1024 * 1024 + 1)
    await take(mail)
    expect(mail.setReject).toHaveBeenCalledExactlyOnceWith('The mail is larger than 25 MiB.')
    expect(mail.message.raw.locked).toBe(false)
  })

  it('that cannot be read is kept, not refused: its sender has nothing to send again', async () => {
    const { to, channel } = await connected()
    const deep = Array.from(
      { length: 300 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    )
    const mail = mailTo(to, deep.join(''))
    await take(mail)
    expect(mail.setReject).not.toHaveBeenCalled()
    expect((await channel()).unreadable).toBe(1)
  })

  it('that cannot be stored throws, so that its sender’s server tries again', async () => {
    const { to } = await connected()
    const broken = new ReadableStream({
      start: (controller) => controller.error(new Error('the connection broke')),
    })
    const { message, setReject } = mailTo(to)
    await expect(take({ message: { ...message, raw: broken }, setReject })).rejects.toThrow(
      'the connection broke',
    )
    expect(setReject).not.toHaveBeenCalled()
  })
})
