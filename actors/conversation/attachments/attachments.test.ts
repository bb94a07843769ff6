import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import type { Attachment } from '@switchboard/shared-types/api/conversations/message'
import { MAX_ATTACHMENT_BYTES } from '@switchboard/shared-types/api/conversations/message'
import { getStub } from '@switchboard/shared-types/door'
import { AttachmentId, conversationIdOf, newId } from '@switchboard/shared-types/ids'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { deleted, everything, said, settle } from '../testing/events.ts'
import { isHeld, ownPieces } from '../testing/held-bytes.ts'
import { codeOf, Talk, THREAD, valueOf } from '../testing/talk.ts'

const URL = 'https://shop.example/files/'
const BYTES = Uint8Array.from({ length: 2_500_000 }, (_, index) => index % 251)

/** A server of the outside world with files. */
function serve(answer: (name: string) => Response): string[] {
  const asked: string[] = []
  vi.mocked(fetch).mockImplementation(async (input, init) => {
    const name = new Request(input, init).url.slice(URL.length)
    asked.push(name)
    return answer(name)
  })
  return asked
}

function file(name: string, given: { type?: string; size?: number | null } = {}) {
  return { ref: `${URL}${name}`, name, type: 'image/png', size: null, ...given }
}

async function filesOf(talk: Talk): Promise<Attachment[]> {
  return (await everything(talk)).flatMap(({ attachments }) => attachments)
}

async function read(talk: Talk, id: AttachmentId, at: ConversationId = talk.id): Promise<Uint8Array> {
  const answer = await getStub(env.CONVERSATION, at).attachment(at, talk.trace, talk.owner, id)
  return new Uint8Array(await new Response(valueOf(answer).bytes).arrayBuffer())
}

/** Lets the files be fetched, which takes as long as their server. */
async function until(talk: Talk, state: Attachment['state']): Promise<Attachment> {
  return await vi.waitFor(
    async () => {
      await talk.pass(1_000)
      const [found] = await filesOf(talk)
      if (found?.state !== state) throw new Error(`the file is ${found?.state}`)
      return found
    },
    { timeout: 20_000, interval: 20 },
  )
}

describe('a file of a message', () => {
  it('is fetched once, kept in pieces and handed out byte for byte, also after an eviction', async () => {
    const talk = await Talk.open()
    const asked = serve(() => new Response(BYTES, { headers: { 'content-type': 'image/png; charset=x' } }))
    await talk.bring(said(1, { attachments: [file('a.png')] }))
    const stored = await until(talk, 'stored')
    expect(stored).toMatchObject({ name: 'a.png', type: 'image/png', size: BYTES.length })
    await talk.evict()
    expect(await read(talk, stored.id)).toEqual(BYTES)
    expect(await ownPieces(talk)).toBe(env.FILES === undefined ? 3 : 0)
    expect(await isHeld(talk, stored.id)).toBe(true)
    expect(asked).toEqual(['a.png'])
  })

  it.each([
    ['is too large by its own word', file('a.png', { size: MAX_ATTACHMENT_BYTES + 1 })],
    ['is a program', file('invoice.pdf.exe')],
    ['is a program by its type', file('invoice', { type: 'application/x-msdownload' })],
    ['hides that it is a program behind dots', file('a.scr. .')],
  ])('that %s is refused and never asked for', async (_, refused) => {
    const talk = await Talk.open()
    const asked = serve(() => new Response(BYTES))
    await talk.bring(said(1, { attachments: [refused] }))
    await talk.pass(1_000)
    expect(await filesOf(talk)).toMatchObject([{ state: 'refused' }])
    expect(asked).toEqual([])
  })

  it('that turns out too large is refused', async () => {
    const talk = await Talk.open()
    serve(() => new Response(new Uint8Array(MAX_ATTACHMENT_BYTES + 1)))
    await talk.bring(said(1, { attachments: [file('a.png')] }))
    await until(talk, 'refused')
  })

  it('that is no more is gone', async () => {
    const talk = await Talk.open()
    serve(() => new Response(null, { status: 404 }))
    await talk.bring(said(1, { attachments: [file('a.png')] }))
    const gone = await until(talk, 'gone')
    expect(codeOf(await talk.stub.attachment(...talk.at, gone.id))).toBe('attachment.not_found')
  })

  it('waits while its server fails, and is fetched when that is well again', async () => {
    const talk = await Talk.open()
    let fails = true
    const asked = serve(() => (fails ? new Response(null, { status: 503 }) : new Response(BYTES)))
    await talk.bring(said(1, { attachments: [file('a.png')] }))
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0), { timeout: 10_000 })
    const [waiting] = await filesOf(talk)
    expect(codeOf(await talk.stub.attachment(...talk.at, waiting?.id ?? newId('att')))).toBe(
      'attachment.waiting',
    )
    fails = false
    await vi.waitFor(
      async () => {
        await talk.pass(60_000)
        expect(await filesOf(talk)).toMatchObject([{ state: 'stored' }])
      },
      { timeout: 20_000, interval: 20 },
    )
  })

  it('goes with its message, bytes and all', async () => {
    const talk = await Talk.open()
    serve(() => new Response(BYTES))
    await talk.bring(said(1, { attachments: [file('a.png')] }))
    const { id } = await until(talk, 'stored')
    await talk.bring(deleted(1))
    expect(await filesOf(talk)).toEqual([])
    expect(codeOf(await talk.stub.attachment(...talk.at, id))).toBe('attachment.not_found')
    await vi.waitFor(async () => {
      await talk.pass(1_000)
      expect(await isHeld(talk, id)).toBe(false)
      expect(await talk.rows('SELECT no FROM attachments')).toEqual([])
    })
  })

  it('goes with its conversation, bytes and all', async () => {
    const talk = await Talk.open()
    serve(() => new Response(BYTES))
    await talk.bring(said(1, { attachments: [file('a.png')] }))
    const { id } = await until(talk, 'stored')
    valueOf(await talk.stub.purge(talk.id, talk.trace))
    await talk.bring(said(2))
    expect(await isHeld(talk, id)).toBe(false)
  })

  it('is nobody else’s: not by another inbox, and not by way of another conversation', async () => {
    const talk = await Talk.open()
    serve(() => new Response(BYTES))
    await talk.bring(said(1, { attachments: [file('a.png')] }))
    const { id } = await until(talk, 'stored')
    const stranger = await Talk.open(null)
    await stranger.bring(said(1))
    expect(codeOf(await talk.stub.attachment(talk.id, talk.trace, stranger.owner, id))).toBe(
      'conversation.not_found',
    )
    expect(codeOf(await stranger.stub.attachment(...stranger.at, id))).toBe('attachment.not_found')
    const draft = await stranger.newDraft('See this', { attachments: [id] })
    expect(draft.attachments).toEqual([])
  })

  it('moves with its message, and leaves nothing behind', async () => {
    const talk = await Talk.open()
    serve(() => new Response(BYTES))
    await talk.bring(said(1, { attachments: [file('a.png')] }))
    const { id } = await until(talk, 'stored')
    const into = await conversationIdOf(talk.channel, 't2')
    const events = [said(11, { thread: { ...THREAD, key: 't2' } })]
    const batch = { owner: talk.owner, channel: talk.channel, channelKind: 'webhook', events } as const
    valueOf(await getStub(env.CONVERSATION, into).receive(into, talk.trace, batch))
    valueOf(await getStub(env.CONVERSATION, into).merge(into, talk.trace, talk.owner, talk.id))
    await vi.waitFor(
      async () => {
        await settle([talk.id, into])
        expect(await read(talk, id, into)).toEqual(BYTES)
        expect(await talk.rows('SELECT no FROM attachments')).toEqual([])
      },
      { timeout: 20_000, interval: 20 },
    )
    expect(await ownPieces(talk)).toBe(0)
    const there = getStub(env.CONVERSATION, into)
    valueOf(await there.purge(into, talk.trace))
    await talk.pass(1_000)
    expect(await isHeld(talk, id)).toBe(false)
  })
})

describe('an upload', () => {
  it('is kept for an answer and handed out as it came, empty ones too', async () => {
    const talk = await Talk.open(null)
    await talk.bring(said(1))
    for (const bytes of [BYTES, new Uint8Array(0)]) {
      const kept = valueOf(
        await talk.stub.upload(...talk.at, { name: 'a.html', type: 'text/html; x=y', bytes }),
      )
      expect(kept).toMatchObject({ name: 'a.html', type: 'text/html', size: bytes.length, state: 'stored' })
      expect(await read(talk, kept.id)).toEqual(bytes)
    }
  })

  it('whose end can not be written down is not there, and its bytes go within the hour', async () => {
    const talk = await Talk.open(null)
    await talk.bring(said(1))
    const small = { name: 'a.txt', type: 'text/plain', bytes: new Uint8Array(3) }
    await talk.rows(
      "CREATE TRIGGER full BEFORE UPDATE ON attachments BEGIN SELECT RAISE(ABORT, 'disk full'); END",
    )
    expect(await talk.failureOf((actor) => actor.upload(...talk.at, small))).toContain('disk full')
    await talk.rows('DROP TRIGGER full')
    const [row] = await talk.rows('SELECT id FROM attachments')
    const id = AttachmentId.parse(row?.['id'])
    expect(await isHeld(talk, id)).toBe(true)
    expect(codeOf(await talk.stub.attachment(...talk.at, id))).toBe('attachment.not_found')
    await talk.pass(61 * 60_000)
    await vi.waitFor(async () => {
      await talk.pass(1_000)
      expect(await isHeld(talk, id)).toBe(false)
      expect(await talk.rows('SELECT no FROM attachments')).toEqual([])
    })
  })

  it('moves with the draft that names it, and leaves with what becomes of that', async () => {
    const talk = await Talk.open()
    await talk.bring(said(1))
    const small = { name: 'a.txt', type: 'text/plain', bytes: new Uint8Array([1, 2, 3]) }
    const { id } = valueOf(await talk.stub.upload(...talk.at, small))
    const draft = await talk.newDraft('See this', { attachments: [id] })
    const into = await conversationIdOf(talk.channel, 't2')
    const there = () => getStub(env.CONVERSATION, into)
    const events = [said(11, { thread: { ...THREAD, key: 't2' } })]
    const batch = { owner: talk.owner, channel: talk.channel, channelKind: 'webhook', events } as const
    valueOf(await there().receive(into, talk.trace, batch))
    valueOf(await there().merge(into, talk.trace, talk.owner, talk.id))
    await vi.waitFor(
      async () => {
        await settle([talk.id, into])
        expect(await read(talk, id, into)).toEqual(small.bytes)
        expect(await talk.rows('SELECT no FROM attachments')).toEqual([])
      },
      { timeout: 20_000, interval: 20 },
    )
    expect(await ownPieces(talk)).toBe(0)
    const approval = { draft: draft.id, revision: draft.revision, key: newId('req') }
    const message = valueOf(await there().approveDraft(into, talk.trace, talk.owner, approval))
    expect(message.attachments).toMatchObject([{ id, name: 'a.txt' }])
  })

  it('that is too large or a program is refused', async () => {
    const talk = await Talk.open(null)
    await talk.bring(said(1))
    const bytes = new Uint8Array(MAX_ATTACHMENT_BYTES + 1)
    const upload = (name: string, given: Uint8Array) =>
      talk.stub.upload(...talk.at, { name, type: 'text/plain', bytes: given })
    expect(codeOf(await upload('a.txt', bytes))).toBe('attachment.too_large')
    expect(codeOf(await upload('a.bat', new Uint8Array(3)))).toBe('attachment.refused')
  })

  it('that no draft names is forgotten after a week, and kept while one does', async () => {
    const talk = await Talk.open(null)
    await talk.bring(said(1))
    const upload = async (name: string) =>
      valueOf(await talk.stub.upload(...talk.at, { name, type: 'text/plain', bytes: new Uint8Array(3) }))
    const [forgotten, kept] = [await upload('a.txt'), await upload('b.txt')]
    await talk.newDraft('See this', { attachments: [kept.id] })
    await talk.pass(8 * 24 * 60 * 60 * 1_000)
    await vi.waitFor(async () => {
      await talk.pass(1_000)
      expect(codeOf(await talk.stub.attachment(...talk.at, forgotten.id))).toBe('attachment.not_found')
    })
    expect(await read(talk, kept.id)).toHaveLength(3)
  })
})
