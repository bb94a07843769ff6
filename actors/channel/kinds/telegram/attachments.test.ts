import { describe, expect, it } from 'vitest'
import { attachmentRef, fetchAttachment } from './attachments.ts'
import { connectedBot } from './testing/chat.ts'

describe('a file that lies with Telegram', () => {
  it('is fetched by what its message said of it', async () => {
    const { fake, world, account } = await connectedBot()
    fake.files.set('f1', new Uint8Array([1, 2, 3]))
    const fetched = await fetchAttachment(world, account, attachmentRef('f1', 'audio/ogg; codecs=opus'))
    expect(fetched).toEqual({
      ok: true,
      value: { type: 'audio/ogg; codecs=opus', bytes: new Uint8Array([1, 2, 3]) },
    })
  })

  it('is gone where Telegram no longer knows it', async () => {
    const { world, account } = await connectedBot()
    const fetched = await fetchAttachment(world, account, attachmentRef('f2', 'image/png'))
    expect(fetched).toMatchObject({ error: { code: 'attachment.gone' } })
  })

  it('is too large above 20 MB at Telegram, and above what the house takes', async () => {
    const { fake, world, account } = await connectedBot()
    for (const size of [20_000_001, 10_000_001]) {
      fake.files.set('f3', new Uint8Array(size))
      const fetched = await fetchAttachment(world, account, attachmentRef('f3', 'video/mp4'))
      expect(fetched).toMatchObject({ error: { code: 'attachment.too_large' } })
    }
  })

  it('is tried again where Telegram is out of reach, and its address is told to nobody', async () => {
    const { fake, world, account } = await connectedBot()
    fake.files.set('f4', new Uint8Array([1]))
    fake.trouble('connection refused')
    const fetched = await fetchAttachment(world, account, attachmentRef('f4', 'video/mp4'))
    expect(fetched).toMatchObject({ error: { code: 'channel.unreachable' } })
    expect(JSON.stringify(fetched)).not.toContain(fake.token)
  })
})
