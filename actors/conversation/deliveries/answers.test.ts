import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { newId } from '@switchboard/shared-types/ids'
import { Receiver } from '../testing/receiver.ts'
import { codeOf, Talk, valueOf } from '../testing/talk.ts'

afterEach(() => vi.useRealTimers())

const MINUTE = 60_000

async function asked(): Promise<{ talk: Talk; receiver: Receiver }> {
  const receiver = new Receiver()
  const talk = await Talk.open()
  await talk.hear('When does it leave?')
  return { talk, receiver }
}

/** As much of Telegram as a bot needs that is connected and hears nothing. */
async function talkThroughTelegram(): Promise<Talk> {
  vi.mocked(fetch).mockImplementation(async (input, init) => {
    const { url } = new Request(input, init)
    const bot = { id: 1, is_bot: true, first_name: 'Bot', username: 'some_bot' }
    const result = url.endsWith('/getMe') ? bot : url.endsWith('/getUpdates') ? [] : true
    return Response.json({ ok: true, result })
  })
  return await Talk.open({ kind: 'telegram', botToken: `1:${'x'.repeat(35)}` })
}

describe('an answer that its person approves', () => {
  it('waits ten seconds, leaves, and shows what became of it', async () => {
    const { talk, receiver } = await asked()
    const message = await talk.say('At nine.')
    expect(message).toMatchObject({ direction: 'out', text: 'At nine.', threadKey: 't1' })
    expect(message.delivery).toMatchObject({ state: 'approved', approvedBy: 'person' })
    expect(await talk.drafts()).toEqual([])
    await talk.pass(9_000)
    expect([receiver.requests, await talk.stateOf(message)]).toEqual([[], 'approved'])
    await talk.pass(1_000)
    expect(receiver.texts()).toEqual(['At nine.'])
    expect((await talk.message(message.id)).delivery).toMatchObject({
      state: 'sent',
      sendsAt: null,
      reason: null,
      url: `https://shop.example/${message.id}`,
    })
  })

  it('is one message, however often and however much at once it is approved with the same key', async () => {
    const { talk, receiver } = await asked()
    const draft = await talk.newDraft('At nine.')
    const key = newId('req')
    const clicks = await Promise.all([1, 2, 3].map(() => talk.tryApprove(draft, { key })))
    expect(new Set(clicks.map((click) => valueOf(click).id)).size).toBe(1)
    await talk.pass(10_000)
    await talk.evict()
    const late = valueOf(await talk.tryApprove(draft, { key }))
    expect([late.id, late.delivery?.state]).toEqual([valueOf(clicks[0] ?? expect.fail()).id, 'sent'])
    expect(codeOf(await talk.tryApprove(draft))).toBe('draft.not_found')
    expect(receiver.requests).toHaveLength(1)
    expect(await talk.messages()).toHaveLength(2)
  })

  it('is refused where it is empty, changed meanwhile or badly timed, and stays a draft', async () => {
    const { talk } = await asked()
    const empty = await talk.newDraft('  \n')
    const draft = await talk.newDraft('At nine.')
    expect(codeOf(await talk.tryApprove(empty))).toBe('draft.empty')
    expect(codeOf(await talk.tryApprove(draft, { revision: 2 }))).toBe('draft.changed')
    expect(codeOf(await talk.tryApprove(draft, { sendAt: '2020-01-01T00:00:00Z' }))).toBe('draft.bad_time')
    expect((await talk.drafts()).map(({ id }) => id).toSorted()).toEqual([empty.id, draft.id].toSorted())
  })

  it('is refused where its platform would not take so much, and says how much that is', async () => {
    const talk = await talkThroughTelegram()
    await talk.hear('When?')
    const draft = await talk.newDraft('x'.repeat(4_097))
    expect(await talk.tryApprove(draft)).toMatchObject({
      error: { code: 'draft.too_long', details: { length: 4_097, maxLength: 4_096 } },
    })
    expect(await talk.drafts()).toEqual([draft])
  })

  it('is refused where its platform would not take so much beside files, and taken without them', async () => {
    const talk = await talkThroughTelegram()
    await talk.hear('May I see it?')
    const photo = { name: 'a.png', type: 'image/png', bytes: new Uint8Array([1]) }
    const { id } = valueOf(await talk.stub.upload(...talk.at, photo))
    const text = 'x'.repeat(1_025)
    const beside = await talk.newDraft(text, { attachments: [id] })
    expect(await talk.tryApprove(beside)).toMatchObject({
      error: {
        code: 'draft.too_long',
        message:
          'Beside files this channel takes 1024 characters at most; the draft has 1025. Send the files by themselves.',
        details: { length: 1_025, maxLength: 1_024 },
      },
    })
    expect(codeOf(await talk.tryApprove(await talk.newDraft(text)))).toBe('ok')
  })

  it('leaves at the time that the person wants, also after an eviction', async () => {
    const { talk, receiver } = await asked()
    const draft = await talk.newDraft('Good morning.')
    const sendAt = new Date(Date.now() + 60 * MINUTE).toISOString()
    const message = valueOf(await talk.tryApprove(draft, { sendAt }))
    expect(message.delivery?.sendsAt).toBe(sendAt)
    await talk.pass(59 * MINUTE)
    expect(receiver.requests).toEqual([])
    await talk.evict()
    await talk.pass(MINUTE)
    expect(receiver.texts()).toEqual(['Good morning.'])
  })

  it('leaves in the order in which it was approved', async () => {
    const { talk, receiver } = await asked()
    const texts = ['one', 'two', 'three', 'four', 'five']
    for (const text of texts) await talk.say(text)
    await talk.pass(10_000)
    expect(receiver.texts()).toEqual(texts)
  })

  it('answers the message that it names, by the platform’s name for it', async () => {
    const { talk } = await asked()
    const [question] = await talk.messages()
    const bodies: unknown[] = []
    vi.mocked(fetch).mockImplementation(async (input, init) => {
      const request = new Request(input, init)
      // The bot of another test goes on polling.
      if (new URL(request.url).host === 'shop.example') bodies.push(await request.json())
      return Response.json({ key: 'k1' })
    })
    await talk.hear('Anybody?')
    valueOf(
      await talk.tryApprove(await talk.newDraft('At nine.', { replyTo: question?.id ?? expect.fail() })),
    )
    await talk.pass(10_000)
    expect(bodies).toMatchObject([{ text: 'At nine.', replyTo: 'in-1' }])
  })
})

describe('an approval that is taken back', () => {
  it('is a draft again, as it was, and nothing leaves', async () => {
    const { talk, receiver } = await asked()
    const draft = await talk.newDraft('At nine.')
    const key = newId('req')
    const message = valueOf(await talk.tryApprove(draft, { key }))
    const again = valueOf(await talk.stub.undoApproval(...talk.at, message.id))
    expect(again).toEqual({ ...draft, revision: 2, updatedAt: again.updatedAt })
    await talk.pass(MINUTE)
    expect(receiver.requests).toEqual([])
    expect((await talk.messages()).map(({ text }) => text)).toEqual(['When does it leave?'])
    expect(codeOf(await talk.tryApprove(draft, { key }))).toBe('draft.changed')
    expect(codeOf(await talk.stub.undoApproval(...talk.at, message.id))).toBe('message.not_found')
    valueOf(await talk.tryApprove(again, { key }))
    await talk.pass(10_000)
    expect(receiver.texts()).toEqual(['At nine.'])
  })

  it('is too late once the message has left', async () => {
    const { talk } = await asked()
    const message = await talk.say('At nine.')
    await talk.pass(10_000)
    expect(codeOf(await talk.stub.undoApproval(...talk.at, message.id))).toBe('message.left')
    const [incoming] = await talk.messages()
    expect(codeOf(await talk.stub.undoApproval(...talk.at, incoming?.id ?? expect.fail()))).toBe(
      'message.not_found',
    )
  })
})

describe('an answer that does not arrive', () => {
  it('says why, and is sent again only where its person wants that, once for each key', async () => {
    const { talk, receiver } = await asked()
    receiver.next(() => new Response(null, { status: 404 }))
    const message = await talk.say('At nine.')
    const resend = (key: string) => talk.stub.resend(...talk.at, { message: message.id, key })
    expect(codeOf(await resend('too early'))).toBe('message.left')
    await talk.pass(10_000)
    expect((await talk.message(message.id)).delivery).toMatchObject({
      state: 'failed',
      reason: 'The webhook answered with status 404.',
    })
    await talk.pass(60 * MINUTE)
    expect(receiver.requests).toHaveLength(1)
    const clicks = await Promise.all(['once more', 'once more'].map(resend))
    expect(clicks.map(codeOf)).toEqual(['ok', 'ok'])
    await talk.pass(0)
    expect(await talk.stateOf(message)).toBe('sent')
    expect(codeOf(await resend('once more'))).toBe('ok')
    expect(codeOf(await resend('and again'))).toBe('message.left')
    await talk.pass(MINUTE)
    expect(receiver.requests).toHaveLength(2)
    expect(await talk.messages()).toHaveLength(2)
  })

  it('fails with a reason where the channel is not there any more', async () => {
    const talk = await Talk.open(null)
    await talk.hear('When?')
    const message = await talk.say('At nine.')
    await talk.pass(10_000)
    const { delivery } = await talk.message(message.id)
    expect(delivery?.state).toBe('failed')
    expect(delivery?.reason).toMatch(/channel/i)
  })

  it('has trouble shown until the person has done something about it', async () => {
    const { talk, receiver } = await asked()
    receiver.next(() => new Response(null, { status: 404 }))
    const message = await talk.say('At nine.')
    await talk.pass(10_000)
    const trouble = async () => {
      const inbox = getStub(env.INBOX, talk.owner)
      return valueOf(await inbox.summaryOf(talk.owner, talk.trace, talk.id)).trouble
    }
    await talk.pass(1_000)
    expect(await trouble()).toBe('failed')
    valueOf(await talk.stub.resend(...talk.at, { message: message.id, key: 'once more' }))
    await talk.pass(1_000)
    expect(await trouble()).toBeNull()
  })
})

describe('what the platform says of an answer', () => {
  function receiptOf(key: string, state: 'delivered' | 'read' | 'failed') {
    const at = new Date().toISOString()
    const thread = { key: 't1', kind: 'direct', title: null, url: null } as const
    return { type: 'receipt', eventId: `${state} ${key}`, thread, at, key, state, reason: null } as const
  }

  it('is shown, and never taken back by what comes late', async () => {
    const { talk } = await asked()
    const message = await talk.say('At nine.')
    await talk.pass(10_000)
    const key = `k-${message.id}`
    await talk.bring(receiptOf(key, 'read'))
    expect(await talk.stateOf(message)).toBe('read')
    await talk.bring(receiptOf(key, 'delivered'), receiptOf(key, 'failed'))
    expect(await talk.stateOf(message)).toBe('read')
  })

  it('is heard too where it comes before the channel’s own report', async () => {
    const { talk, receiver } = await asked()
    receiver.next(async (sent) => {
      await talk.bring(receiptOf(`k-${sent.id}`, 'delivered'))
      return receiver.take(sent)
    })
    const message = await talk.say('At nine.')
    await talk.pass(10_000)
    expect(await talk.stateOf(message)).toBe('delivered')
  })

  it('is one message where the platform shows our own message to us', async () => {
    const { talk, receiver } = await asked()
    const author = { key: 'me', name: 'Mira', handle: null, self: true, bot: false }
    receiver.next(async (sent) => {
      await talk.hear(sent.text, { key: `k-${sent.id}`, author })
      return receiver.take(sent)
    })
    const message = await talk.say('At nine.')
    await talk.pass(10_000)
    await talk.hear('At nine.', { eventId: 'again', key: `k-${message.id}`, author })
    const texts = (await talk.messages()).map(({ id, text }) => [id === message.id, text])
    expect(texts).toEqual([
      [false, 'When does it leave?'],
      [true, 'At nine.'],
    ])
  })
})

describe('what a rule sends', () => {
  it('leaves at once under the permission that it names, once for each key', async () => {
    const { talk, receiver } = await asked()
    const permission = newId('prm')
    const send = () => talk.stub.sendByPermission(...talk.at, { key: 'rule 1', text: 'Noted.', permission })
    expect((await Promise.all([send(), send()])).map(codeOf)).toEqual(['ok', 'ok'])
    await talk.pass(0)
    expect(receiver.texts()).toEqual(['Noted.'])
    const sent = (await talk.messages()).at(-1)
    expect(sent?.delivery).toMatchObject({ state: 'sent', approvedBy: 'permission' })
    expect(codeOf(await talk.stub.undoApproval(...talk.at, sent?.id ?? expect.fail()))).toBe('message.left')
    const [row] = await talk.rows('SELECT approved_by, approval_id FROM deliveries')
    expect(row).toEqual({ approved_by: 'permission', approval_id: permission })
  })
})
