import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { translated } from '../testing/exchange.ts'
import { requests } from '../testing/requests.ts'

const PROTOCOLS = ['anthropic-messages', 'openai-chat', 'openai-responses'] as const
const PAIRS = PROTOCOLS.flatMap((from) =>
  PROTOCOLS.filter((to) => to !== from).map((to) => [from, to] as const),
)

describe('a request that all protocols can express', () => {
  test.each(PAIRS)('is the same after the way from %s to %s and back', (from, to) => {
    fc.assert(
      fc.property(requests, (request) => {
        const start =
          from === 'anthropic-messages' ? request : translated('anthropic-messages', from, request).body
        const there = translated(from, to, start)
        expect(translated(to, from, there.body).body).toEqual(start)
        expect(there.notes.filter(({ fate }) => fate === 'dropped').map(({ field }) => field)).toEqual(
          to === 'anthropic-messages' && hasSchema(start) ? ['name and description of a schema'] : [],
        )
      }),
    )
  })
})

/** OpenAI's schemas have names, Anthropic's do not. */
function hasSchema(request: object): boolean {
  return 'response_format' in request || 'text' in request
}
