import * as fc from 'fast-check'
import { withoutNulls } from '../translate/json.ts'
import { parseJson } from './bytes.ts'
import { MODEL } from './exchange.ts'

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((words) => words.trim() !== '')
const base64 = fc.base64String({ minLength: 4, maxLength: 40 })
const mark = fc.option(
  fc.constantFrom({ type: 'ephemeral' } as const, { type: 'ephemeral', ttl: '1h' } as const),
  { freq: 4 },
)

function marked(block: object, cache: object | null): object {
  return cache === null ? block : { ...block, cache_control: cache }
}

const textBlock = fc.tuple(text, mark).map(([words, cache]) => marked({ type: 'text', text: words }, cache))
const imageBlock = fc
  .tuple(
    fc.oneof(
      base64.map((data) => ({ type: 'base64', media_type: 'image/png', data })),
      fc.webUrl().map((url) => ({ type: 'url', url })),
    ),
    mark,
  )
  .map(([source, cache]) => marked({ type: 'image', source }, cache))
const documentBlock = fc
  .tuple(base64, text, mark)
  .map(([data, title, cache]) =>
    marked(
      { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data }, title },
      cache,
    ),
  )
const shown = fc.array(fc.oneof(textBlock, imageBlock, documentBlock), { minLength: 1, maxLength: 3 })
const plainTexts = fc.array(
  text.map((words) => ({ type: 'text', text: words })),
  { minLength: 1, maxLength: 2 },
)
const input = fc
  .dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }))
  .map((value) => parseJson(JSON.stringify(value)))
const names = fc.stringMatching(/^[a-zA-Z0-9_-]{1,64}$/)
const resultText = fc.array(text, { minLength: 1, maxLength: 2 })

interface Round {
  readonly asked: readonly object[]
  readonly system: readonly object[] | null
  readonly said: readonly object[]
  readonly calls: readonly {
    readonly name: string
    readonly input: unknown
    readonly result: readonly string[]
    readonly cache: object | null
  }[]
}

const round: fc.Arbitrary<Round> = fc.record({
  asked: shown,
  system: fc.option(fc.array(textBlock, { minLength: 1, maxLength: 2 }), { freq: 3 }),
  said: plainTexts,
  calls: fc.array(fc.record({ name: names, input, result: resultText, cache: mark }), { maxLength: 3 }),
})

/** A round as Anthropic has it: what is asked next stands behind the results. */
function messagesOf(rounds: readonly Round[]): object[] {
  const messages: { role: string; content: object[] }[] = []
  for (const [i, { asked, system, said, calls }] of rounds.entries()) {
    const last = messages.at(-1)
    if (last?.role === 'user') last.content.push(...asked)
    else messages.push({ role: 'user', content: [...asked] })
    if (system !== null) messages.push({ role: 'system', content: [...system] })
    const uses = calls.map((call, k) => ({
      type: 'tool_use',
      id: `c_${i}_${k}`,
      name: call.name,
      input: call.input,
    }))
    messages.push({ role: 'assistant', content: [...said, ...uses] })
    const results = calls.map(({ result, cache }, k) => resultOf(`c_${i}_${k}`, result, cache))
    if (results.length > 0) messages.push({ role: 'user', content: results })
  }
  return messages
}

function resultOf(id: string, texts: readonly string[], cache: object | null): object {
  const content = texts.map((words) => ({ type: 'text', text: words }))
  return marked({ type: 'tool_result', tool_use_id: id, content }, cache)
}

const schema = fc.constant({
  type: 'object',
  properties: { a: { type: 'string' } },
  required: ['a'],
  additionalProperties: false,
})
const tool = fc.record({ name: names, description: text, input_schema: schema, strict: fc.constant(true) })
const choice = fc.oneof(
  fc.constant({ type: 'auto' }),
  fc.constant({ type: 'any', disable_parallel_tool_use: true }),
  fc.constant({ type: 'none' }),
  names.map((name) => ({ type: 'tool', name })),
)

/** Everything that all three protocols can say, as Anthropic says it. */
export const requests = fc
  .record({
    system: fc.option(fc.array(textBlock, { minLength: 1, maxLength: 3 })),
    rounds: fc.array(round, { minLength: 1, maxLength: 3 }),
    max_tokens: fc.integer({ min: 16, max: 64_000 }),
    stream: fc.boolean(),
    tools: fc.option(fc.tuple(fc.array(tool, { minLength: 1, maxLength: 3 }), choice)),
    temperature: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    top_p: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    effort: fc.option(fc.constantFrom('low', 'medium', 'high', 'xhigh', 'max')),
    format: fc.option(schema),
    user: fc.option(fc.string({ minLength: 1, maxLength: 64 })),
  })
  .map(({ rounds, tools, effort, format, user, stream, ...others }) => {
    const config = { effort, format: format === null ? null : { type: 'json_schema', schema: format } }
    const isConfigured = effort !== null || format !== null
    return withoutNulls({
      model: MODEL,
      ...others,
      messages: messagesOf(rounds),
      stream: stream ? true : null,
      tools: tools?.[0],
      tool_choice: tools?.[1],
      thinking: effort === null ? null : { type: 'adaptive' },
      output_config: isConfigured ? withoutNulls(config) : null,
      metadata: user === null ? null : { user_id: user },
    })
  })
