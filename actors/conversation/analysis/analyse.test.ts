import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { addProviders, answering, ModelServers, refusal } from '../../testing/model-servers.ts'
import { codeOf, Talk, THREAD, valueOf } from '../testing/talk.ts'

afterEach(() => vi.useRealTimers())

const MINUTE = 60_000
const HOST = 'chat.example'
const UNDERSTOOD = {
  category: 'travel',
  priority: 'high',
  priorityReason: 'The ferry leaves soon.',
  summary: 'Ana asks when the ferry leaves.',
  language: 'en',
  openQuestions: ['When does the ferry leave?'],
  dates: [],
  commitments: [],
  answerExpected: { expected: true, from: 'self' },
}

/** What a model says next, as text. */
function saying(text: string) {
  return answering({
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
  })
}

function understood(changes: Partial<typeof UNDERSTOOD> = {}) {
  return saying(JSON.stringify({ ...UNDERSTOOD, ...changes }))
}

async function talkWith(slugs: Parameters<typeof addProviders>[1]) {
  const servers = new ModelServers()
  const talk = await Talk.open()
  await talk.hear('When does the ferry leave? Please tell me today.')
  if (slugs.length > 0) await addProviders(talk.router, slugs)
  return { talk, servers }
}

async function analyse(talk: Talk) {
  return valueOf(await talk.stub.analyse(...talk.at))
}

describe('a talk that falls quiet', () => {
  it('is analysed a minute later, once for all that was said, and again only when more is said', async () => {
    const { talk, servers } = await talkWith(['chat'])
    servers.next(HOST, understood())
    await talk.pass(30_000)
    await talk.hear('Ana here, by the way.')
    await talk.pass(59_000)
    expect(servers.asked).toEqual([])
    await talk.pass(1_000)
    expect(servers.asked).toHaveLength(1)
    expect(JSON.stringify(servers.asked[0]?.body)).toContain('by the way')
    const [, last] = await talk.messages()
    expect(await talk.analysis()).toEqual({
      ...UNDERSTOOD,
      version: 1,
      by: { kind: 'model', model: 'small-chat' },
      at: new Date().toISOString(),
      upTo: last?.id,
    })
    await talk.pass(60 * MINUTE)
    expect(servers.asked).toHaveLength(1)
  })

  it('is analysed after an eviction too', async () => {
    const { talk, servers } = await talkWith(['chat'])
    servers.next(HOST, understood())
    await talk.evict()
    await talk.pass(MINUTE)
    expect(await talk.analysis()).toMatchObject({ by: { kind: 'model' } })
  })

  it('is analysed every ten minutes at most, and within half an hour however long people go on', async () => {
    const { talk, servers } = await talkWith(['chat'])
    servers.next(HOST, ...Array.from({ length: 9 }, () => understood()))
    for (let half = 1; half < 60; half++) {
      await talk.pass(MINUTE / 2)
      await talk.hear(`Message ${half}`)
    }
    expect(servers.asked).toHaveLength(0)
    await talk.pass(MINUTE / 2)
    expect(servers.asked).toHaveLength(1)
    await talk.hear('One more')
    await talk.pass(9 * MINUTE)
    expect(servers.asked).toHaveLength(1)
    await talk.pass(MINUTE)
    expect(servers.asked).toHaveLength(2)
  })

  it('tells the model what is new and what is known, not everything again', async () => {
    const { talk, servers } = await talkWith(['chat'])
    servers.next(HOST, understood(), understood({ summary: 'It leaves at nine.' }))
    await analyse(talk)
    await talk.hear('I think at nine.')
    await analyse(talk)
    const second = JSON.stringify(servers.asked[1]?.body)
    expect(second).toContain('Ana asks when the ferry leaves.')
    expect(second).toContain('I think at nine.')
    expect(second).not.toContain('Please tell me today.')
    expect(await talk.analysis()).toMatchObject({ summary: 'It leaves at nine.' })
  })

  it('is analysed anew where something came late, from before the end of the analysis, or was deleted', async () => {
    const { talk, servers } = await talkWith(['chat'])
    servers.next(HOST, understood(), understood(), understood())
    await talk.pass(MINUTE)
    await talk.pass(60 * MINUTE)
    await talk.hear('The old ferry is out of order.', {
      at: new Date(Date.now() - 90 * MINUTE).toISOString(),
    })
    await talk.pass(MINUTE)
    const second = JSON.stringify(servers.asked[1]?.body)
    expect(second).toContain('The old ferry is out of order.')
    expect(second).toContain('Please tell me today.')
    expect(second).not.toContain('Ana asks when the ferry leaves.')
    await talk.pass(60 * MINUTE)
    const about = { eventId: 'gone', thread: THREAD, at: new Date().toISOString(), key: 'in-2' }
    await talk.bring({ ...about, type: 'deletion' })
    await talk.pass(MINUTE)
    expect(servers.asked).toHaveLength(3)
    expect(JSON.stringify(servers.asked[2]?.body)).not.toContain('out of order')
  })

  it('is told to the inbox when it is understood, and nobody waits once the person has answered', async () => {
    const { talk, servers } = await talkWith(['chat'])
    servers.next(HOST, understood())
    await talk.pass(MINUTE)
    const inbox = getStub(env.INBOX, talk.owner)
    const summary = async () => valueOf(await inbox.summaryOf(talk.owner, talk.trace, talk.id))
    expect(await summary()).toMatchObject({ priority: 'high', category: 'travel', answerExpected: true })
    const author = { key: 'me', name: 'Mira', handle: null, self: true, bot: false }
    await talk.hear('At nine.', { author })
    await talk.pass(1_000)
    expect(await summary()).toMatchObject({ answerExpected: false })
  })
})

describe('an answer of a model about a talk', () => {
  it('is taken where it stands in a code fence', async () => {
    const { talk, servers } = await talkWith(['chat'])
    servers.next(HOST, saying(`\`\`\`json\n${JSON.stringify(UNDERSTOOD)}\n\`\`\``))
    expect(await analyse(talk)).toMatchObject({ by: { kind: 'model' }, category: 'travel' })
  })

  it('is asked for once more where it can not be read, and both attempts are kept', async () => {
    const { talk, servers } = await talkWith(['chat'])
    servers.next(HOST, understood({ category: 'ferries' }), understood())
    expect(await analyse(talk)).toMatchObject({ by: { kind: 'model' }, category: 'travel' })
    expect(JSON.stringify(servers.asked[1]?.body)).toContain('category')
    expect(await talk.rows('SELECT outcome, model FROM analyses ORDER BY no')).toEqual([
      { outcome: 'unreadable', model: 'small-chat' },
      { outcome: 'model', model: 'small-chat' },
    ])
  })

  it.each([
    ['is a refusal twice', [saying('I can not help with that.'), saying('No.')], /gave no readable analysis/],
    ['is of the wrong form twice', [saying('{"a":1}'), saying('[]')], /gave no readable analysis/],
    ['does not come', [refusal(503, 'out of order')], /503: out of order/],
  ])('that %s is replaced by what the messages show, under its own name', async (_, replies, reason) => {
    const { talk, servers } = await talkWith(['chat'])
    servers.next(HOST, ...replies)
    const analysis = await analyse(talk)
    expect(analysis).toMatchObject({
      by: { kind: 'builtin' },
      category: 'travel',
      openQuestions: ['When does the ferry leave?'],
      answerExpected: { expected: true, from: 'self' },
    })
    expect(analysis.by.kind === 'builtin' ? analysis.by.reason : '').toMatch(reason)
  })

  it('is one for all who ask at once, and is not asked for again while nothing is new', async () => {
    const { talk, servers } = await talkWith(['chat'])
    servers.next(HOST, understood())
    const all = await Promise.all([1, 2, 3].map(() => analyse(talk)))
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1)
    await analyse(talk)
    expect(servers.asked).toHaveLength(1)
  })

  it('takes in nothing of what came while the model read: that is analysed next', async () => {
    const { talk, servers } = await talkWith(['chat'])
    servers.next(
      HOST,
      async (asked) => {
        await talk.hear('Wait, which ferry?')
        return await understood()(asked)
      },
      understood(),
    )
    const [first] = await talk.messages()
    expect(await analyse(talk)).toMatchObject({ upTo: first?.id })
    await talk.pass(11 * MINUTE)
    expect(servers.asked).toHaveLength(2)
  })
})

describe('a talk without a model', () => {
  it('is understood by extracts and keywords, says why, and is asked about as soon as there is one', async () => {
    const { talk, servers } = await talkWith([])
    await talk.pass(MINUTE)
    const builtin = await talk.analysis()
    expect(builtin).toMatchObject({ by: { kind: 'builtin' }, category: 'travel' })
    expect(builtin?.by.kind === 'builtin' ? builtin.by.reason : '').toMatch(/provider/i)
    await addProviders(talk.router, ['chat'])
    servers.next(HOST, understood())
    expect(await analyse(talk)).toMatchObject({ by: { kind: 'model' } })
  })

  it('is so too when the person’s budget is spent', async () => {
    const { talk, servers } = await talkWith(['chat'])
    const router = getStub(env.ROUTER, talk.router)
    const limit = {
      metric: 'requests',
      period: 'day',
      amount: 1,
      scope: { kind: 'person' },
      warnAt: null,
    } as const
    valueOf(await router.addLimit(talk.router, talk.trace, limit))
    servers.next(HOST, understood())
    await analyse(talk)
    await talk.hear('And the next one?')
    const analysis = await analyse(talk)
    expect(analysis.by.kind === 'builtin' ? analysis.by.reason : '').toMatch(/limit/i)
    expect(servers.asked).toHaveLength(1)
  })

  it('is so when a model has been asked 24 times that day without anybody wanting it, and not when they do', async () => {
    const { talk, servers } = await talkWith(['chat'])
    servers.next(HOST, ...Array.from({ length: 26 }, () => understood()))
    for (let no = 1; no <= 25; no++) {
      await talk.pass(11 * MINUTE)
      await talk.hear(`Message ${no}`)
    }
    await talk.pass(11 * MINUTE)
    expect(servers.asked).toHaveLength(24)
    expect(await talk.analysis()).toMatchObject({
      by: { kind: 'builtin', reason: 'A model has been asked often enough today.' },
    })
    expect(await analyse(talk)).toMatchObject({ by: { kind: 'model' } })
  })

  it('is nothing to analyse where nobody has said anything', async () => {
    const { talk } = await talkWith([])
    const empty = await Talk.open()
    valueOf(
      await empty.stub.receive(empty.id, empty.trace, {
        owner: empty.owner,
        channel: empty.channel,
        channelKind: 'webhook',
        events: [],
      }),
    )
    expect(codeOf(await empty.stub.analyse(...empty.at))).toBe('conversation.empty')
    expect(codeOf(await empty.stub.analyse(empty.id, empty.trace, talk.owner))).toBe('conversation.not_found')
  })
})
