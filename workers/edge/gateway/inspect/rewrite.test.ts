import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode, encode, membersOf, nastyText } from '../testing/bytes.ts'
import { inspect } from './inspect.ts'
import { rewrite } from './rewrite.ts'
import type { Json } from './rewrite.ts'

function rewritten(
  text: string,
  set: Readonly<Record<string, Json>>,
  removed: readonly string[] = [],
): string {
  const body = encode(text)
  const inspected = inspect('anthropic-messages', body)
  if (!inspected.ok) throw new Error(inspected.error.message)
  return decode(rewrite(body, inspected.value, set, new Set(removed)))
}

describe('a model name set in raw bytes', () => {
  test('changes its value and no other byte', () => {
    const head = '{ "metadata" : {"model":"inner"},\n\t"mod\\u0065l" :  '
    const tail = ' ,"x":"\\"model\\":\\"no\\"", "n":1.50e+3,"漢":"\\u00e9🙂" }\r\n'
    expect(rewritten(`${head}"claude-\\u006fpus"${tail}`, { model: 'gpt-"6"' })).toBe(
      `${head}"gpt-\\"6\\""${tail}`,
    )
  })

  test('is set at both places where the body names it twice', () => {
    expect(rewritten('{"model":"allowed","model":"dear"}', { model: 'm' })).toBe('{"model":"m","model":"m"}')
  })

  test('gives back the very same bytes when it is the same', () => {
    const body = encode('{"model":"m"}')
    const inspected = inspect('openai-chat', body)
    expect(inspected.ok && rewrite(body, inspected.value, { model: 'm' })).toBe(body)
  })

  test('keeps a byte order mark', () => {
    expect(rewritten('\uFEFF{"model":"a"}', { model: 'b' })).toBe('\uFEFF{"model":"b"}')
  })
})

describe('other fields set in raw bytes', () => {
  test('are replaced where they stand and added where they are missing', () => {
    expect(rewritten('{"model":"a","temperature":1 }', { temperature: 0.5, top_p: 0.9, stop: ['\n'] })).toBe(
      '{"model":"a","temperature":0.5 ,"top_p":0.9,"stop":["\\n"]}',
    )
  })

  test('mean what setting them in the parsed body means', () => {
    const names = fc.oneof(nastyText, fc.constantFrom('model', 'stream', 'a', 'b'))
    const values = fc.jsonValue({ maxDepth: 3 })
    fc.assert(
      fc.property(
        fc.dictionary(names, values),
        fc.dictionary(names, fc.oneof(fc.string(), fc.integer(), fc.boolean())),
        fc.constantFrom(0, 2),
        (others, set, indent) => {
          const text = JSON.stringify({ ...others, model: 'm', stream: true }, null, indent)
          const expected = new Map([...membersOf(text), ...membersOf(JSON.stringify(set))])
          expect(new Map(membersOf(rewritten(text, set)))).toEqual(expected)
        },
      ),
    )
  })

  test('leave every byte outside of the replaced value as it was', () => {
    fc.assert(
      fc.property(fc.dictionary(nastyText, fc.jsonValue()), nastyText, (others, model) => {
        const { model: _, ...rest } = others
        const before = JSON.stringify(rest, null, 1).slice(0, -1)
        const text = `${before}${Object.keys(rest).length > 0 ? ',' : ''}"model" : "old"}`
        expect(rewritten(text, { model })).toBe(
          text.replace(/"old"\}$/, () => `${JSON.stringify(model).toWellFormed()}}`),
        )
      }),
    )
  })
})

describe('fields taken away from raw bytes', () => {
  test('leave no comma behind, wherever they stand', () => {
    const text = '{ "a": 1 , "model":"m" ,"b":[1,{"a":2}],\n"c":null }'
    expect(rewritten(text, {}, ['a'])).toBe('{ "model":"m" ,"b":[1,{"a":2}],\n"c":null }')
    expect(rewritten(text, {}, ['b'])).toBe('{ "a": 1 , "model":"m",\n"c":null }')
    expect(rewritten(text, {}, ['c', 'a'])).toBe('{ "model":"m" ,"b":[1,{"a":2}] }')
    expect(rewritten(text, { d: 1 }, ['a', 'b', 'c', 'model'])).toBe('{ "d":1}')
  })

  test('mean what taking them away from the parsed body means, whatever else is set', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    fc.assert(
      fc.property(
        fc.array(fc.tuple(names, fc.jsonValue({ maxDepth: 2 })), { maxLength: 8 }),
        fc.uniqueArray(names),
        fc.dictionary(fc.constantFrom('f', 'model'), fc.string()),
        fc.constantFrom('', ' ', '\n\t'),
        (members, removed, set, space) => {
          const all = [...members, ['model', 'm']].map(
            ([name, value]) =>
              `${space}${JSON.stringify(name)}${space}:${space}${JSON.stringify(value)}${space}`,
          )
          const kept = members.filter(([name]) => !removed.includes(name))
          const expected = { ...Object.fromEntries(kept), model: 'm', ...set }
          expect(new Map(membersOf(rewritten(`{${all.join(',')}}`, set, removed)))).toEqual(
            new Map(membersOf(JSON.stringify(expected))),
          )
        },
      ),
    )
  })
})
