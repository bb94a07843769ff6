import { describe, expect, it } from 'vitest'
import type { NewOutput, Output, OutputSource } from '@switchboard/shared-types/api/outputs'
import { newId } from '@switchboard/shared-types/ids'
import type { InboxId } from '@switchboard/shared-types/ids'
import {
  deliver,
  evict,
  followFeed,
  inboxStub,
  item,
  itemsBetween,
  list,
  newInboxId,
  silentPublishers,
  trace,
} from '../testing/house.ts'

type Digest = Extract<OutputSource, { type: 'digest' }>

silentPublishers()

/** What arrived an hour ago until in an hour, told without milliseconds. */
function digestOf(given: Partial<Digest> = {}): Digest {
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z')
  return { type: 'digest', from: at(-1), to: at(1), view: 'all', ...given }
}

function ask(id: InboxId, source: Digest, given: Partial<NewOutput> = {}) {
  const input = { form: 'post' as const, by: 'template' as const, channels: [], ...given }
  return inboxStub(id).newOutput(id, trace, { ...input, source })
}

async function make(...asked: Parameters<typeof ask>): Promise<Output> {
  const answer = await ask(...asked)
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

describe('an output of a digest', () => {
  it('is made of what a list has of a period, starred ones first, and keeps which entries these were', async () => {
    const id = newInboxId()
    await deliver(id, await followFeed(id), [item(9)])
    await deliver(id, await followFeed(id, { folder: 'News' }), itemsBetween(1, 3))
    const { entries } = await list(id, { folder: 'News' })
    const idOf = (title: string) => entries.flatMap((entry) => (entry.title === title ? [entry.id] : []))
    await inboxStub(id).changeEntries(id, trace, { ids: idOf('Item 1'), state: { starred: true } })
    await inboxStub(id).changeEntries(id, trace, { ids: idOf('Item 3'), state: { archived: true } })
    const source = digestOf({ folder: 'News' })
    const output = await make(id, source)
    expect(output).toMatchObject({
      sourceTitle: 'Digest of 2 entries',
      source: { ...source, ids: [...idOf('Item 1'), ...idOf('Item 2')] },
      parts: ['Item 1\nhttps://publisher.example/item/1\n\nItem 2\nhttps://publisher.example/item/2'],
    })
    await evict(id)
    expect(await inboxStub(id).outputs(id, trace)).toEqual([output])
  })

  it('is made of the first fifty of a longer one, and says how many more there were', async () => {
    const id = newInboxId()
    await deliver(id, await followFeed(id), itemsBetween(1, 53))
    const output = await make(id, digestOf({ view: 'unread' }), { form: 'summary' })
    expect(output.sourceTitle).toBe('Digest of 50 of 53 entries')
    expect(output.source).toMatchObject({ ids: { length: 50 } })
    const [text = ''] = output.parts
    const shown = text.split('\n').length - 1
    expect(text.startsWith('• Item 53: ')).toBe(true)
    expect(text.endsWith(`\n… and ${53 - shown} more`)).toBe(true)
  })

  it('has what arrived at its beginning, and not what arrived at its end', async () => {
    const id = newInboxId()
    await deliver(id, await followFeed(id), [item(1)])
    const at = (await list(id)).entries[0]?.arrivedAt ?? ''
    expect(await ask(id, digestOf({ from: at }))).toMatchObject({
      value: { sourceTitle: 'Digest of one entry' },
    })
    expect(await ask(id, digestOf({ to: at }))).toMatchObject({ error: { code: 'digest.empty' } })
  })

  it('is refused where there is nothing to tell of, and nothing is kept', async () => {
    const id = newInboxId()
    await deliver(id, await followFeed(id), [item(1)])
    const nothing = { error: { code: 'digest.empty' } }
    expect(await ask(id, digestOf({ view: 'starred' }))).toMatchObject(nothing)
    expect(await ask(id, digestOf({ folder: 'News' }))).toMatchObject(nothing)
    expect(await ask(newInboxId(), digestOf())).toMatchObject(nothing)
    expect(await ask(id, digestOf({ subscription: newId('sub') }))).toMatchObject({
      error: { code: 'subscription.not_found' },
    })
    expect(await inboxStub(id).outputs(id, trace)).toEqual([])
  })
})
