import { DurableObject } from 'cloudflare:workers'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { ConversationActor } from '@switchboard/conversation/actor'
import type { MessageEvent } from '@switchboard/shared-types/channel-event'
import { getStub } from '@switchboard/shared-types/door'
import { conversationIdOf } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { BareTalk } from './bare.ts'

export { ConversationActor } from '@switchboard/conversation/actor'
export { BareTalk } from './bare.ts'

interface BenchEnv {
  readonly CONVERSATION: DurableObjectNamespace<ConversationActor>
  readonly BARE: DurableObjectNamespace<BareTalk>
}

/** Takes whatever a conversation tells its inbox, and has no model. */
export class Everybody extends DurableObject {
  conversationChanged() {
    return ok(null)
  }

  lease() {
    return err('route.unknown', 'There is no model.')
  }
}

const CHANNEL = 'chn_00000000000000000000000000'
const OWNER = 'inb_00000000000000000000000000'
const THREAD = { key: 'bench', kind: 'group', title: 'Bench', url: null } as const
const BEGIN = Date.UTC(2025, 0, 1)
const WORDS = 'ferry nine ticket harbour letter answer morning invoice meeting weather garden window'.split(
  ' ',
)
const PEOPLE = 20
const PAGE = 50

const trace = { requestId: 'req_bench', via: ['bench'] }
const app = new Hono<{ Bindings: BenchEnv }>()

function textOf(no: number): string {
  const words = Array.from({ length: 15 }, (_, at) => WORDS[(no * 7 + at * at) % WORDS.length])
  return `${words.join(' ')} number${no}`
}

function said(no: number): MessageEvent {
  const key = String(no % PEOPLE)
  return {
    type: 'message',
    eventId: `e${no}`,
    thread: THREAD,
    at: new Date(BEGIN + no * 60_000).toISOString(),
    key: `k${no}`,
    author: { key, name: `Person ${key}`, handle: null, self: false, bot: false },
    text: textOf(no),
    html: null,
    attachments: [],
    replyTo: null,
    groupKey: null,
    nature: 'ordinary',
    about: null,
  }
}

function numbers(c: Context): number[] {
  const from = Number(c.req.query('from'))
  return Array.from({ length: Number(c.req.query('count') ?? 1) }, (_, at) => from + at)
}

async function ours(c: Context<{ Bindings: BenchEnv }>) {
  const id = await conversationIdOf(CHANNEL, THREAD.key)
  return { stub: getStub(c.env.CONVERSATION, id), id }
}

app.get('/ours/append', async (c) => {
  const { stub, id } = await ours(c)
  const batch = {
    owner: OWNER,
    channel: CHANNEL,
    channelKind: 'webhook',
    events: numbers(c).map(said),
  } as const
  const { ok: isTaken } = await stub.receive(id, trace, batch)
  return c.text(isTaken ? 'taken' : 'refused', isTaken ? 200 : 500)
})
app.get('/ours/open', async (c) => {
  const { stub, id } = await ours(c)
  const page = await stub.messages(id, trace, OWNER, { limit: PAGE })
  return c.text(String(page.ok ? page.value.messages.length : page.error.code))
})
app.get('/ours/search', async (c) => {
  const { stub, id } = await ours(c)
  const page = await stub.messages(id, trace, OWNER, { limit: PAGE, q: c.req.query('q') })
  return c.text(String(page.ok ? page.value.messages.length : page.error.code))
})

app.get('/bare/append', async (c) => {
  const rows = numbers(c).map((no) => ({ at: no, author: `Person ${no % PEOPLE}`, text: textOf(no) }))
  await c.env.BARE.getByName('bench').append(rows)
  return c.text('taken')
})
app.get('/bare/open', async (c) => c.text(String((await c.env.BARE.getByName('bench').open(PAGE)).length)))
app.get('/bare/search', async (c) => {
  const found = await c.env.BARE.getByName('bench').search(c.req.query('q') ?? '', PAGE)
  return c.text(String(found.length))
})

export default app
