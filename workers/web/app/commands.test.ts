import { expect, test } from 'vitest'
import { BINDINGS, readKey } from './commands.ts'

test('every key of the help leads to its command when pressed in order', () => {
  for (const { keys, command } of BINDINGS) {
    const [first = '', second] = keys.split(' ')
    const found = second === undefined ? readKey(first, null) : readKey(second, first)
    expect(found).toContain(command)
  }
})

test('the first half of a pair waits for the second', () => {
  const halves = BINDINGS.filter(({ keys }) => keys.includes(' ')).map(({ keys }) => keys.split(' ')[0] ?? '')
  for (const half of halves) expect(readKey(half, null)).toBe('pending')
})

test('no two commands of one place share their keys, and none hides behind the first half of another', () => {
  const all = BINDINGS.map(({ keys }) => keys)
  for (const place of ['entries', 'conversations'] as const) {
    const here = BINDINGS.filter((binding) => binding.place === place || binding.place === 'everywhere')
    expect(new Set(here.map(({ keys }) => keys)).size).toBe(here.length)
  }
  expect(all.filter((keys) => all.some((other) => other.startsWith(`${keys} `)))).toEqual([])
})

test('the second half of a pair does nothing of the pair alone, and a wrong second half does nothing at all', () => {
  expect(readKey('h', null)).toEqual([])
  expect(readKey('j', 'g')).toEqual([])
})
