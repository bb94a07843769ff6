import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MockInstance } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { AttachmentId, conversationIdOf, newId } from '@switchboard/shared-types/ids'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { deleted, everything, said, settle } from '../testing/events.ts'
import { isHeld, ownPieces } from '../testing/held-bytes.ts'
import { Talk, THREAD, valueOf } from '../testing/talk.ts'

const BYTES = new Uint8Array([1, 2, 3, 4])
const FILE = { ref: 'https://shop.example/a.png', name: 'a.png', type: 'image/png', size: null }
const UPLOAD = { name: 'a.txt', type: 'text/plain', bytes: BYTES }

const bucket = boundBucket()
let put: MockInstance<R2Bucket['put']>
let drop: MockInstance<R2Bucket['delete']>

beforeEach(() => {
  put = vi.spyOn(bucket, 'put')
  drop = vi.spyOn(bucket, 'delete')
})
afterEach(() => vi.restoreAllMocks())

function boundBucket(): R2Bucket {
  if (env.FILES === undefined) throw new Error('this house has no bucket')
  return env.FILES
}

async function idsOf(talk: Talk): Promise<AttachmentId[]> {
  return (await talk.rows('SELECT id FROM attachments')).map(({ id }) => AttachmentId.parse(id))
}

async function withFile(): Promise<{ talk: Talk; id: AttachmentId }> {
  const talk = await Talk.open()
  vi.mocked(fetch).mockImplementation(async () => new Response(BYTES))
  await talk.bring(said(1, { attachments: [FILE] }))
  await vi.waitFor(
    async () => {
      await talk.pass(1_000)
      expect((await everything(talk))[0]?.attachments).toMatchObject([{ state: 'stored' }])
    },
    { timeout: 20_000, interval: 20 },
  )
  const [id = newId('att')] = await idsOf(talk)
  return { talk, id }
}

async function read(talk: Talk, id: AttachmentId, at: ConversationId = talk.id): Promise<Uint8Array> {
  const file = valueOf(await getStub(env.CONVERSATION, at).attachment(at, talk.trace, talk.owner, id))
  return new Uint8Array(await new Response(file.bytes).arrayBuffer())
}

describe('a bucket that is out of reach', () => {
  it('makes an upload fail, and leaves nothing behind within the hour', async () => {
    const talk = await Talk.open(null)
    await talk.bring(said(1))
    put.mockRejectedValueOnce(new Error('put: the bucket is out of reach (10001)'))
    expect(await talk.failureOf((actor) => actor.upload(...talk.at, UPLOAD))).toContain('out of reach')
    const { id } = valueOf(await talk.stub.upload(...talk.at, UPLOAD))
    await talk.pass(61 * 60_000)
    await vi.waitFor(async () => expect(await idsOf(talk)).toEqual([id]))
    expect(await read(talk, id)).toEqual(BYTES)
  })

  it('makes a file of a message wait, and no other file with it', async () => {
    put.mockRejectedValueOnce(new Error('put: the bucket is out of reach (10001)'))
    const { talk, id } = await withFile()
    expect(await read(talk, id)).toEqual(BYTES)
  })

  it('keeps no bytes of what was deleted: they go when it is well again', async () => {
    const { talk, id } = await withFile()
    drop.mockRejectedValueOnce(new Error('delete: the bucket is out of reach (10001)'))
    await talk.bring(deleted(1))
    await vi.waitFor(
      async () => {
        await talk.pass(60_000)
        expect(await idsOf(talk)).toEqual([])
      },
      { timeout: 20_000, interval: 20 },
    )
    expect(await isHeld(talk, id)).toBe(false)
  })

  it('lets a conversation go only when its files have gone', async () => {
    const { talk, id } = await withFile()
    drop.mockRejectedValueOnce(new Error('delete: the bucket is out of reach (10001)'))
    expect(await talk.failureOf((actor) => actor.purge(talk.id, talk.trace))).toContain('out of reach')
    expect(await idsOf(talk)).toEqual([id])
    valueOf(await talk.stub.purge(talk.id, talk.trace))
    expect(await isHeld(talk, id)).toBe(false)
  })
})

it('an upload that is on its way when its conversation goes does not stay behind', async () => {
  const talk = await Talk.open(null)
  await talk.bring(said(1))
  const slow = Promise.withResolvers<void>()
  const names: string[] = []
  put.mockImplementationOnce(async (name, bytes) => {
    names.push(name)
    await slow.promise
    const kept = await bucket.put(name, bytes)
    if (kept === null) throw new Error('nothing is put under a condition')
    return kept
  })
  const uploading = talk.stub.upload(...talk.at, UPLOAD).catch(() => null)
  await vi.waitFor(() => expect(names).toHaveLength(1))
  const purging = talk.stub.purge(talk.id, talk.trace)
  await scheduler.wait(20)
  slow.resolve()
  await Promise.all([uploading, purging])
  expect(await bucket.head(names[0] ?? '')).toBeNull()
})

describe('a file that was kept before the house had a bucket', () => {
  async function withOldFile(): Promise<{ talk: Talk; id: AttachmentId }> {
    const { talk, id } = await withFile()
    await bucket.delete(`attachments/${id}`)
    await runInDurableObject(talk.stub, (_, { storage }) => {
      storage.sql.exec(
        'INSERT INTO attachment_chunks (attachment_id, place, bytes) VALUES (?, 0, ?)',
        id,
        BYTES,
      )
    })
    return { talk, id }
  }

  it('is handed out', async () => {
    const { talk, id } = await withOldFile()
    expect(await read(talk, id)).toEqual(BYTES)
  })

  it('moves with its message, and goes to the bucket then', async () => {
    const { talk, id } = await withOldFile()
    const into = await conversationIdOf(talk.channel, 't2')
    const events = [said(11, { thread: { ...THREAD, key: 't2' } })]
    const batch = { owner: talk.owner, channel: talk.channel, channelKind: 'webhook', events } as const
    valueOf(await getStub(env.CONVERSATION, into).receive(into, talk.trace, batch))
    valueOf(await getStub(env.CONVERSATION, into).merge(into, talk.trace, talk.owner, talk.id))
    await vi.waitFor(
      async () => {
        await settle([talk.id, into])
        expect(await ownPieces(talk)).toBe(0)
        expect(await idsOf(talk)).toEqual([])
      },
      { timeout: 20_000, interval: 20 },
    )
    expect(await read(talk, id, into)).toEqual(BYTES)
    expect(await isHeld(talk, id)).toBe(true)
  })
})
