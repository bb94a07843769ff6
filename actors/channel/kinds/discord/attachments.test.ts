import { describe, expect, it } from 'vitest'
import { fetchAttachment } from './attachments.ts'
import { pollChannels } from './poll.ts'
import { connectedBot, GENERAL } from './testing/server.ts'

async function withFile() {
  const bot = await connectedBot()
  const attachments = [{ id: '31', filename: 'a.png', content_type: 'image/png', size: 3 }]
  bot.fake.files.set('31', new Uint8Array([1, 2, 3]))
  const message = bot.fake.say(GENERAL, { attachments })
  const polled = await pollChannels(bot.world, bot.account)
  const [event] = polled.ok ? polled.value.events : []
  const ref = event?.type === 'message' ? (event.attachments[0]?.ref ?? '') : ''
  return { ...bot, message, ref }
}

describe('a file that lies with Discord', () => {
  it('is fetched at an address that is asked for then, without the bot’s token', async () => {
    const { world, account, ref } = await withFile()
    expect(ref).not.toContain('http')
    expect(await fetchAttachment(world, account, ref)).toEqual({
      ok: true,
      value: { type: 'image/png', bytes: new Uint8Array([1, 2, 3]) },
    })
  })

  it('is gone with its message, or from where it lay', async () => {
    const { fake, world, account, ref, message } = await withFile()
    fake.files.clear()
    expect(await fetchAttachment(world, account, ref)).toMatchObject({ error: { code: 'attachment.gone' } })
    fake.channel(GENERAL).messages.delete(message.id)
    expect(await fetchAttachment(world, account, ref)).toMatchObject({ error: { code: 'attachment.gone' } })
  })

  it('is too large for the house, or out of reach for now', async () => {
    const { fake, world, account, ref } = await withFile()
    fake.files.set('31', new Uint8Array(10_000_001))
    expect(await fetchAttachment(world, account, ref)).toMatchObject({
      error: { code: 'attachment.too_large' },
    })
    fake.trouble('bad gateway')
    expect(await fetchAttachment(world, account, ref)).toMatchObject({
      error: { code: 'channel.unreachable' },
    })
  })
})
