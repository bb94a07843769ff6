import { expect, test } from 'vitest'
import { BINDINGS, readKey } from './commands.ts'

test('every key of the help runs its command when pressed in order', () => {
  const pressed = BINDINGS.map(({ keys }) =>
    keys.split(' ').reduce<ReturnType<typeof readKey>>((before, key, at, all) => {
      return at === 0 ? readKey(key, null) : before === 'pending' ? readKey(key, all[0] ?? null) : before
    }, null),
  )
  expect(pressed).toEqual(BINDINGS.map(({ command }) => command))
})

test('no two commands share their keys, and none hides behind the first half of another', () => {
  const all = BINDINGS.map(({ keys }) => keys)
  expect(new Set(all).size).toBe(all.length)
  expect(all.filter((keys) => all.some((other) => other.startsWith(`${keys} `)))).toEqual([])
})

test('the second half of a pair does nothing of the pair alone, and a wrong second half does nothing at all', () => {
  expect(readKey('u', null)).toBe('summarise')
  expect(readKey('j', 'g')).toBeNull()
})
