import type { Message } from '@grammyjs/types'
import { describe, expect, it, vi } from 'vitest'
import { codeOf, WAIT } from '../../testing/house.ts'
import { ANNS_THREAD, openBot, saidToAnn, sendToAnn } from '../../testing/telegram.ts'
import type { BotHouse } from '../../testing/telegram.ts'
import { ANN, GROUP, hookRequest, TEAM } from './testing/chat.ts'
import { threadOf } from './thread.ts'

const GAP = 'Telegram could not bring 1 updates: Wrong response from the webhook: 502.'
const NOW = Math.floor(Date.now() / 1_000)

/** Brings a request of Telegram to the channel, as the edge does. */
async function post({ house }: BotHouse, request: Request): Promise<string | number> {
  const answer = await house.stub.hook(house.id, house.trace, 'telegram', await hookRequest(request))
  return answer.ok ? answer.value.status : codeOf(answer)
}

/** Ann writes, and the request is held back. */
function requestOf({ telegram }: BotHouse, content: Partial<Message>): Request {
  return telegram.webhook.request(telegram.say(ANN, content))
}

/** The webhook has been looked at, and will not be again for a while. */
async function watched({ telegram }: BotHouse): Promise<void> {
  await vi.waitFor(() => expect(telegram.calls.at(-1)?.method).toBe('getWebhookInfo'), WAIT)
}

/** A pause that ends lets the channel look at once. */
async function lookAgain({ house }: BotHouse): Promise<void> {
  for (const paused of [true, false]) await house.stub.update(house.id, house.trace, house.owner, { paused })
}

async function said({ house }: BotHouse, texts: string[]): Promise<void> {
  await vi.waitFor(async () => expect(await house.texts(ANNS_THREAD.key)).toEqual(texts), WAIT)
}

describe('a bot of Telegram', () => {
  it('with a webhook takes messages in, the same update once, also in parallel and after an eviction', async () => {
    const bot = await openBot('hook')
    const request = requestOf(bot, { text: 'hello' })
    const answers = await Promise.all([1, 2, 3].map(() => post(bot, request.clone())))
    expect(answers).toEqual([200, 200, 200])
    await bot.house.evict()
    expect(await post(bot, request.clone())).toBe(200)
    await bot.house.settled()
    await said(bot, ['hello'])
  })

  it('refuses what does not carry its secret, before anything is stored', async () => {
    const bot = await openBot('hook')
    const request = requestOf(bot, { text: 'forged' })
    request.headers.set('x-telegram-bot-api-secret-token', 'guess')
    expect(await post(bot, request)).toBe('hook.unsigned')
    const [row] = await bot.house.rows(
      'SELECT (SELECT count(*) FROM seen) + (SELECT count(*) FROM unreadable) AS n',
    )
    expect(row).toEqual({ n: 0 })
  })

  it('puts updates that come out of order where their time says', async () => {
    const bot = await openBot('hook')
    const requests = [3, 2, 1].map((ago) => requestOf(bot, { text: `${ago} s ago`, date: NOW - ago }))
    for (const request of requests.toReversed()) expect(await post(bot, request)).toBe(200)
    await said(bot, ['3 s ago', '2 s ago', '1 s ago'])
  })

  it('shows a media group as one message with all its files', async () => {
    const bot = await openBot('hook')
    const photo = [{ file_id: 'f', file_unique_id: 'f', width: 1, height: 1, file_size: 3 }]
    for (const caption of ['Holiday', undefined, undefined]) {
      const more = caption === undefined ? {} : { caption }
      expect(await post(bot, requestOf(bot, { photo, media_group_id: 'g', ...more }))).toBe(200)
    }
    await said(bot, ['Holiday'])
    const [message] = await bot.house.messages(ANNS_THREAD.key)
    expect(message?.attachments).toHaveLength(3)
  })

  it('changes an edited message in its place, also where the edit comes first', async () => {
    const bot = await openBot('hook')
    const { message } = bot.telegram.say(ANN, { text: 'before' })
    if (message?.from === undefined) throw new Error('no message')
    const { from } = message
    const first = bot.telegram.webhook.request(bot.telegram.happen({ message: { ...message, from } }))
    const edited_message = { ...message, from, text: 'after', edit_date: NOW + 1 }
    const edit = bot.telegram.webhook.request(bot.telegram.happen({ edited_message }))
    expect(await post(bot, edit)).toBe(200)
    expect(await post(bot, first)).toBe(200)
    await said(bot, ['after'])
  })

  it('polls without a webhook, and confirms what it has kept', async () => {
    const bot = await openBot('polling')
    bot.telegram.say(ANN, { text: 'one' })
    bot.telegram.say(ANN, { text: 'two' })
    await said(bot, ['one', 'two'])
    await vi.waitFor(() => {
      const { params } = bot.telegram.calls.findLast(({ method }) => method === 'getUpdates') ?? {}
      expect(params).toHaveProperty('offset')
    }, WAIT)
  })

  it('answers, waits as Telegram’s 429 says, and then has sent it once', async () => {
    const bot = await openBot('hook')
    await watched(bot)
    bot.telegram.troubleAt('sendMessage', 'flood')
    const id = await sendToAnn(bot.house, 'answer')
    await vi.waitFor(async () => {
      const [row] = await bot.house.queue()
      expect(row).toMatchObject({ attempts: 1, state: 'queued' })
      expect(row?.reason).toContain('Too Many Requests')
    }, WAIT)
    await bot.house.reaches(id, 'sent')
    expect(saidToAnn(bot)).toEqual(['answer'])
  })

  it('sends more than a chat may get at once without a single refusal, in order', async () => {
    const bot = await openBot('hook')
    const texts = ['1', '2', '3', '4', '5']
    for (const text of texts) await sendToAnn(bot.house, text)
    await vi.waitFor(() => expect(saidToAnn(bot)).toEqual(texts), WAIT)
    for (const row of await bot.house.queue()) expect(row).toMatchObject({ attempts: 1 })
  })

  it('follows a group that has become a supergroup, with what goes out and what comes in', async () => {
    const bot = await openBot('hook')
    const before = bot.telegram.webhook.request(bot.telegram.say(GROUP, { text: 'before' }))
    expect(await post(bot, before)).toBe(200)
    bot.telegram.upgrade(GROUP, TEAM)
    const act = { type: 'send', thread: threadOf(GROUP), text: 'answer', replyTo: null } as const
    const id = await bot.house.send('answer', { thread: act.thread.key, act })
    await bot.house.reaches(id, 'sent')
    expect(bot.telegram.messages(TEAM).at(-1)).toMatchObject({ text: 'answer' })
    bot.telegram.say(TEAM, { text: 'after' })
    await bot.telegram.deliver(
      async (request) => new Response(null, { status: Number(await post(bot, request)) }),
    )
    await vi.waitFor(async () => {
      expect(await bot.house.texts(act.thread.key)).toEqual(expect.arrayContaining(['before', 'after']))
    }, WAIT)
  })

  it('shows that Telegram could not bring what was written, and is well again once it has', async () => {
    const bot = await openBot('hook')
    await watched(bot)
    bot.telegram.say(ANN, { text: 'late' })
    await bot.telegram.deliver(async () => new Response(null, { status: 502 }))
    await lookAgain(bot)
    await vi.waitFor(async () => {
      const { state, reason } = await bot.house.channel()
      expect({ state, reason }).toEqual({ state: 'failing', reason: GAP })
    }, WAIT)
    const statuses = await bot.telegram.deliver(
      async (request) => new Response(null, { status: Number(await post(bot, request)) }),
    )
    expect(statuses).toEqual([200])
    await said(bot, ['late'])
    await vi.waitFor(
      async () => expect(await bot.house.channel()).toMatchObject({ state: 'connected' }),
      WAIT,
    )
  })

  it('is taken out of Telegram when it is disconnected', async () => {
    const bot = await openBot('hook')
    expect(bot.telegram.webhook.url).toContain(bot.house.id)
    await bot.house.stub.disconnect(bot.house.id, bot.house.trace, bot.house.owner)
    await vi.waitFor(() => expect(bot.telegram.webhook.url).toBe(''), WAIT)
  })
})
