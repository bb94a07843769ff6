import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { conversationIdOf } from '@switchboard/shared-types/ids'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { deleted, edited, everything, said, settle } from '../testing/events.ts'
import { Talk, THREAD, valueOf } from '../testing/talk.ts'

afterEach(() => vi.useRealTimers())

const OTHER = { ...THREAD, key: 't2' }

/** Which conversations the inbox finds by a word. */
async function found(talk: Talk, q: string): Promise<ConversationId[]> {
  const query = { view: 'all', sort: 'time', limit: 100, q } as const
  const page = valueOf(await getStub(env.INBOX, talk.owner).conversations(talk.owner, talk.trace, query))
  return page.conversations.map(({ id }) => id)
}

describe('the inbox', () => {
  it('is told of edits and deletions: it finds what is said now, and nothing of what is no more', async () => {
    const talk = await Talk.open(null)
    await talk.bring(said(1, { text: 'The lighthouse' }), said(2, { text: 'The harbour' }))
    await settle([talk.id])
    expect(await found(talk, 'lighthouse')).toEqual([talk.id])
    await talk.bring(edited(1, 'The windmill'))
    await settle([talk.id])
    expect(await found(talk, 'lighthouse')).toEqual([])
    expect(await found(talk, 'windmill')).toEqual([talk.id])
    await talk.evict()
    await talk.bring(deleted(1), edited(1, 'The windmill again'))
    await settle([talk.id])
    expect(await found(talk, 'windmill')).toEqual([])
    expect(await found(talk, 'harbour')).toEqual([talk.id])
  })

  it('is told of what was edited and deleted before it heard of it, as it is by then', async () => {
    const talk = await Talk.open(null)
    await talk.bring(said(1, { text: 'first' }))
    await talk.bring(said(2, { text: 'lighthouse' }), said(3, { text: 'harbour' }))
    await talk.bring(edited(2, 'windmill'), deleted(3))
    await settle([talk.id])
    expect(await found(talk, 'windmill')).toEqual([talk.id])
    for (const word of ['lighthouse', 'harbour']) expect(await found(talk, word)).toEqual([])
  })

  it('finds what was merged and split where it is now', async () => {
    const talk = await Talk.open(null)
    const other = await conversationIdOf(talk.channel, OTHER.key)
    const events = [
      said(11, { thread: OTHER, text: 'lighthouse' }),
      said(12, { thread: OTHER, text: 'harbour' }),
    ]
    await talk.bring(said(1))
    const batch = { owner: talk.owner, channel: talk.channel, channelKind: 'webhook', events } as const
    valueOf(await getStub(env.CONVERSATION, other).receive(other, talk.trace, batch))
    await settle([talk.id, other])
    expect(await found(talk, 'lighthouse')).toEqual([other])
    valueOf(await talk.stub.merge(...talk.at, other))
    await settle([talk.id, other])
    expect(await found(talk, 'lighthouse')).toEqual([talk.id])
    const from = (await everything(talk)).find(({ text }) => text === 'harbour')?.id
    if (from === undefined) throw new Error('the message is here')
    const { conversation: apart } = valueOf(await talk.stub.split(...talk.at, { from }))
    await settle([talk.id, apart])
    expect(await found(talk, 'harbour')).toEqual([apart])
    expect(await found(talk, 'lighthouse')).toEqual([talk.id])
  })
})
