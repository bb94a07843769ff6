import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { newId } from '@switchboard/shared-types/ids'
import { join } from './device.ts'
import { startHouse, type House } from './house.ts'
import { newToken } from './mcp-client.ts'
import { Webhook } from './webhook.ts'

let house: House
let token: string
let samples: readonly (readonly [tool: string, input: object])[]

beforeAll(async () => {
  house = await startHouse()
  const { device } = await join(house.url, 'ann')
  token = (await newToken(device, ['inbox.read', 'inbox.act', 'send'])).token
  const shop = await Webhook.connect(device)
  const { id: conversation, ids, path } = await shop.open('Hello')
  const made = await device.send('POST', `${path}/drafts`, { text: 'Mine' })
  const draft = z.object({ id: z.string() }).parse(await made.json()).id
  const entry = newId('ent')
  samples = [
    ['list_entries', { view: 'all', folder: 'x', limit: 5 }],
    ['list_entries', { subscription: newId('sub') }],
    ['read_entry', { id: entry, cursor: '20000' }],
    ['list_conversations', { view: 'open', channel: shop.channel, label: 'x', sort: 'priority', limit: 5 }],
    ['read_conversation', { id: conversation, query: 'hello', limit: 5, maxText: 200 }],
    ['search', { query: 'hello "there', in: 'conversations', cursor: 'x', limit: 3 }],
    ['mark_entries', { ids: [entry], read: true, starred: false }],
    ['change_conversations', { ids: [conversation], snoozedUntil: null, addLabels: ['x'], priority: 'low' }],
    ['add_note', { conversation, text: 'Note' }],
    ['write_draft', { conversation, text: 'Words', replyTo: ids[0], rewrites: { id: draft, revision: 1 } }],
    ['write_draft', { conversation, text: 'Words', thread: 'x' }],
    ['approve_draft', { conversation, draft, revision: 7, sendAt: '2027-01-01T00:00:00.000Z' }],
  ]
})

afterAll(() => house.stop())

const Answer = z.union([
  z.strictObject({
    jsonrpc: z.literal('2.0'),
    id: z.union([z.string(), z.number()]),
    result: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({
    jsonrpc: z.literal('2.0'),
    id: z.union([z.string(), z.number()]).nullable(),
    error: z.looseObject({ code: z.int(), message: z.string().min(1) }),
  }),
])

/** @returns the status, and what was answered, which is a JSON-RPC response whatever was sent */
async function send(body: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${house.url}/mcp`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${token}`,
      ...headers,
    },
  })
  const text = await response.text()
  expect(response.status, `${body} ${JSON.stringify(headers)}: ${text}`).toBeLessThan(500)
  const answers = text === '' ? [] : z.array(Answer).parse([JSON.parse(text)].flat())
  return { status: response.status, answers }
}

const NASTY = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '"',
  '* OR NEAR(',
  '__proto__',
  'constructor',
  '9999-12-31T23:59:59.999Z',
  '-1',
  '999999999',
  -1,
  0.1,
  1e21,
  2 ** 53,
  null,
  true,
  [],
  {},
  [[]],
  'x'.repeat(70_000),
]
const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...NASTY) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
)

/** Arguments of which one or two are something else, or that have one too many. */
function spoilt(input: object): fc.Arbitrary<Record<string, unknown>> {
  const names = [...Object.keys(input), 'other', 'cursor', 'toString']
  return fc
    .array(fc.tuple(fc.constantFrom(...names), value), { minLength: 1, maxLength: 2 })
    .map((changes) => Object.fromEntries([...Object.entries(input), ...changes]))
}

describe('whatever an agent sends', () => {
  it('as arguments of a tool is answered, by a refusal that its model can read or by what the tool returns', async () => {
    const calls = fc
      .nat()
      .map((pick) => samples[pick % samples.length] ?? (['search', {}] as const))
      .chain(([name, input]) => fc.record({ name: fc.constant(name), arguments: spoilt(input) }))
    await fc.assert(
      fc.asyncProperty(calls, async (params) => {
        const { status, answers } = await send(
          JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
        )
        expect([status, answers.length]).toEqual([200, 1])
        const text = JSON.stringify(answers)
        expect(text, JSON.stringify(params)).not.toMatch(/internal|Something went wrong|TypeError| at \//)
      }),
      { numRuns: 300 },
    )
  })

  it('as a message is answered as JSON-RPC says', async () => {
    const message = fc.record(
      {
        jsonrpc: fc.oneof(fc.constant('2.0'), value),
        id: fc.oneof(fc.constant(1), value),
        method: fc.oneof(
          fc.constantFrom('tools/list', 'tools/call', 'initialize', 'ping', 'server/discover'),
          value,
        ),
        params: fc.oneof(fc.constant({}), fc.record({ _meta: value, name: value, arguments: value }), value),
      },
      { requiredKeys: [] },
    )
    const body = fc.oneof(
      message.map((given) => JSON.stringify(given)),
      fc.array(message, { maxLength: 25 }).map((given) => JSON.stringify(given)),
      fc.string(),
    )
    const version = fc.constantFrom('2025-03-26', '2025-11-25', '2026-07-28', '1999-01-01', 'x')
    await fc.assert(
      fc.asyncProperty(body, fc.option(version), async (sent, revision) => {
        await send(sent, revision === null ? {} : { 'mcp-protocol-version': revision })
      }),
      { numRuns: 300 },
    )
    expect((await send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }))).status).toBe(200)
  })
})
