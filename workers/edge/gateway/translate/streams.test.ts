import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ChatProtocol } from '../protocols/protocol.ts'
import type { SseEvent } from '../sse/event.ts'
import { cuts, encode } from '../testing/bytes.ts'
import { contextOf, eventsOf, streamed } from '../testing/exchange.ts'
import { findGrammarFault } from '../testing/grammar.ts'
import { heard } from '../testing/hearing.ts'
import { streamOf } from '../testing/streams.ts'
import type { Said } from '../testing/streams.ts'
import { UsageReader } from '../usage/usage-reader.ts'
import type { UsageReport } from '../usage/usage-reader.ts'
import { membersOf, parseJson } from './json.ts'
import { StreamTranslator } from './stream.ts'

const PROTOCOLS = ['anthropic-messages', 'openai-chat', 'openai-responses'] as const
const PAIRS = PROTOCOLS.flatMap((client) =>
  PROTOCOLS.filter((provider) => provider !== client).map((provider) => [client, provider] as const),
)

const spoken: fc.Arbitrary<Said> = fc.record({
  kind: fc.constantFrom('text' as const, 'thinking' as const),
  text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
})
const call: fc.Arbitrary<Said> = fc.record({
  kind: fc.constant('call' as const),
  name: fc.stringMatching(/^[a-z]{1,8}$/),
  input: fc
    .dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }))
    .map((input) => membersOf(parseJson(JSON.stringify(input)))),
})
const answers = fc
  .tuple(fc.array(spoken, { maxLength: 6 }), fc.array(call, { maxLength: 3 }))
  .map(([first, calls]) => first.concat(calls))

/** Reads the client's stream as the ledger reads a provider's. */
function reportOf(client: ChatProtocol, stream: string): UsageReport {
  const reader = new UsageReader(client)
  reader.push(encode(stream))
  return reader.finish()
}

function translate(client: ChatProtocol, provider: ChatProtocol, bytes: Uint8Array): string {
  const translator = new StreamTranslator(contextOf(client, provider), 'req_1')
  return translator.push(bytes) + translator.end()
}

describe.each(PAIRS)('a stream for a client of %s from a provider of %s', (client, provider) => {
  test('follows its grammar and says all that was said, however the bytes come', () => {
    fc.assert(
      fc.property(answers, cuts, (answer, lengths) => {
        const stream = streamOf(provider, answer)
        const events: SseEvent[] = streamed(contextOf(client, provider), stream, lengths)
        expect(findGrammarFault(client, events)).toBeNull()
        expect(heard(client, events)).toEqual(heard(provider, eventsOf(stream)))
      }),
    )
  })

  test('that is cut anywhere still ends properly, or with the error event and nothing behind it', () => {
    fc.assert(
      fc.property(answers, fc.double({ min: 0, max: 1, noNaN: true }), (answer, share) => {
        const bytes = encode(streamOf(provider, answer))
        const stream = translate(client, provider, bytes.slice(0, Math.floor(bytes.length * share)))
        expect(findGrammarFault(client, eventsOf(stream))).toBeNull()
        expect(['complete', 'error']).toContain(reportOf(client, stream).end)
      }),
    )
  })

  test('tells every token once, the cached ones apart', () => {
    const stream = translate(client, provider, encode(streamOf(provider, [{ kind: 'text', text: 'Hi' }])))
    expect(reportOf(client, stream)).toMatchObject({
      end: 'complete',
      exact: true,
      usage: { input: 40, cacheRead: 60, output: 9 },
    })
  })

  test('ends with the error event when the provider sends what is no JSON', () => {
    const stream = translate(client, provider, encode('data: {"id":\n\ndata: {"choices":[]}\n\n'))
    expect(reportOf(client, stream).end).toBe('error')
    expect(stream.match(/not of its protocol/g)).toHaveLength(1)
  })

  test('passes the provider’s sign of life on', () => {
    const translator = new StreamTranslator(contextOf(client, provider), 'req_1')
    expect(translator.push(encode(': PROCESSING\n\n'))).toMatch(/ping/)
    expect(translator.isOver).toBe(false)
  })
})
