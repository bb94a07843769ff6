import { describe, expect, it } from 'vitest'
import { applyReaction, toReactions } from './reactions.ts'

const ada = { key: 'ada', name: 'Ada', handle: null, self: false, bot: false }
const bob = { ...ada, key: 'bob', name: 'Bob' }

type Said = Parameters<typeof applyReaction>[1]

/** What is shown after these events, by emoji. */
function shownAfter(...events: readonly Said[]) {
  let stored: string | null = null
  for (const event of events) stored = applyReaction(stored, event)
  return toReactions(stored).map(({ emoji, by }) => `${emoji} ${by.join(', ')}`)
}

const at = '2026-11-21T12:00:00Z'
const added = (emoji: string, author = ada, when = at): Said => ({
  author,
  reactions: [emoji],
  at: when,
  change: 'added',
})
const removed = (emoji: string, author = ada, when = at): Said => ({
  author,
  reactions: [emoji],
  at: when,
  change: 'removed',
})

describe('reactions', () => {
  it('that a platform tells one at a time add up, for each person apart', () => {
    expect(shownAfter(added('👍'), added('🎉'), added('👍', bob))).toEqual(['👍 Ada, Bob', '🎉 Ada'])
    expect(shownAfter(added('👍'), added('🎉'), removed('👍'), added('👍', bob))).toEqual([
      '🎉 Ada',
      '👍 Bob',
    ])
  })

  it('are the same when one comes twice, and when one is taken away that never came', () => {
    expect(shownAfter(added('👍'), added('👍'))).toEqual(['👍 Ada'])
    expect(shownAfter(removed('👍'))).toEqual([])
  })

  it('count although they come late', () => {
    const late = '2026-11-21T11:00:00Z'
    expect(shownAfter(added('🎉'), added('👍', ada, late))).toEqual(['🎉 Ada', '👍 Ada'])
  })

  it('that a platform tells whole take the place of the ones before', () => {
    expect(shownAfter(added('👍'), { author: ada, reactions: ['🎉'], at })).toEqual(['🎉 Ada'])
  })
})
