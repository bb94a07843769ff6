import { describe, expect, it } from 'vitest'
import { inboxOf, newId } from '@switchboard/shared-types/ids'
import { LIVE_HEADERS } from '@switchboard/shared-types/realtime/live-headers'
import { everything, said } from './testing/events.ts'
import { codeOf, Talk } from './testing/talk.ts'

const FILE = { name: 'a.txt', type: 'text/plain', bytes: new Uint8Array(3) }

/** All that a person can ask of a conversation. */
function askAll({ stub, trace }: Talk, id: Talk['id'], owner: Talk['owner']) {
  const at = [id, trace, owner] as const
  const message = newId('msg')
  return [
    stub.conversation(...at),
    stub.messages(...at, { limit: 10 }),
    stub.messages(...at, { limit: 10, q: 'message' }),
    stub.attachment(...at, newId('att')),
    stub.note(...at, { text: 'mine' }),
    stub.editMessage(...at, { message, text: 'mine' }),
    stub.deleteMessage(...at, { message }),
    stub.react(...at, { message, reactions: [] }),
    stub.upload(...at, FILE),
    stub.merge(...at, newId('cnv')),
    stub.split(...at, { from: message }),
    stub.newDraft(...at, { text: 'mine', attachments: [] }),
  ]
}

describe('a conversation of somebody else', () => {
  it('is not found by whatever is asked of it, and nothing of it changes', async () => {
    const talk = await Talk.open(null)
    await talk.bring(said(1))
    const other = inboxOf(newId('per'))
    const given = talk.stub.handOver(talk.id, talk.trace, other, newId('cnv'))
    const answers = await Promise.all([given, ...askAll(talk, talk.id, other)])
    expect(new Set(answers.map((answer) => codeOf(answer)))).toEqual(new Set(['conversation.not_found']))
    const headers = {
      upgrade: 'websocket',
      [LIVE_HEADERS.conversation]: talk.id,
      [LIVE_HEADERS.owner]: other,
      [LIVE_HEADERS.until]: String(Date.now() + 60_000),
    }
    expect((await talk.stub.fetch('https://conversation/live', { headers })).status).toBe(404)
    expect(await everything(talk)).toHaveLength(1)
    expect(await talk.rows('SELECT * FROM conversation')).toMatchObject([
      { owner: talk.owner, merged_into: null },
    ])
  })

  it('takes no events and no messages of another inbox', async () => {
    const talk = await Talk.open(null)
    await talk.bring(said(1))
    const owner = inboxOf(newId('per'))
    const batch = { owner, channel: talk.channel, channelKind: 'webhook', events: [said(2)] } as const
    expect(codeOf(await talk.stub.receive(talk.id, talk.trace, batch))).toBe('conversation.foreign')
    const parcel = {
      key: 'k',
      owner,
      from: newId('cnv'),
      begins: null,
      messages: [],
      drafts: [],
      early: [],
    } as const
    expect(codeOf(await talk.stub.adopt(talk.id, talk.trace, parcel))).toBe('conversation.foreign')
    expect(await everything(talk)).toHaveLength(1)
  })
})

describe('a conversation that nobody ever wrote to', () => {
  it('is not found, and stays empty', async () => {
    const talk = await Talk.open(null)
    const answers = await Promise.all(askAll(talk, talk.id, talk.owner))
    expect(new Set(answers.map((answer) => codeOf(answer)))).toEqual(new Set(['conversation.not_found']))
    expect(await talk.rows('SELECT * FROM conversation')).toEqual([])
  })
})

it('a conversation takes none over that nobody ever wrote to', async () => {
  const talk = await Talk.open(null)
  await talk.bring(said(1))
  expect(codeOf(await talk.stub.merge(...talk.at, newId('cnv')))).toBe('conversation.not_found')
})

describe('a call for another conversation', () => {
  it('is refused by every method, and reads and writes nothing', async () => {
    const talk = await Talk.open(null)
    await talk.bring(said(1))
    const { stub, trace, owner } = talk
    const id = newId('cnv')
    const batch = { owner, channel: talk.channel, channelKind: 'webhook', events: [said(2)] } as const
    const report = {
      id: newId('msg'),
      step: 1,
      state: 'sent',
      at: '',
      reason: null,
      key: null,
      url: null,
    } as const
    const until = String(Date.now() + 60_000)
    const headers = {
      [LIVE_HEADERS.conversation]: id,
      [LIVE_HEADERS.owner]: owner,
      [LIVE_HEADERS.until]: until,
    }
    const calls = [
      ...askAll(talk, id, owner),
      stub.receive(id, trace, batch),
      stub.handOver(id, trace, owner, newId('cnv')),
      stub.report(id, trace, report),
      stub.dropAttachment(id, trace, owner, newId('att')),
      stub.purge(id, trace),
      stub.fetch('https://conversation/live', { headers }),
    ]
    const refused = await Promise.allSettled(calls)
    for (const one of refused) {
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'actor.misrouted' } })
    }
    expect(await everything(talk)).toHaveLength(1)
  })
})

it('a conversation that is purged is as on its first day', async () => {
  const talk = await Talk.open(null)
  await talk.bring(said(1))
  await talk.stub.purge(talk.id, talk.trace)
  expect(codeOf(await talk.stub.conversation(...talk.at))).toBe('conversation.not_found')
  await talk.bring(said(2))
  expect(await everything(talk)).toMatchObject([{ text: 'Message 2' }])
})
