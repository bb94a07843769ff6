import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { everything, minute, said } from '../testing/events.ts'
import { Talk, THREAD } from '../testing/talk.ts'
import { episodeOf } from './episode-of.ts'
import { learnQuietGap, QUIET } from './quiet-gap.ts'

const HOUR_MS = 60 * 60_000
const gap = fc.integer({ min: 0, max: 40 * HOUR_MS })

describe('the silence that ends an episode', () => {
  it('is six hours where little is known, and always between half an hour and a day', () => {
    fc.assert(
      fc.property(fc.array(gap, { maxLength: 200 }), (gaps) => {
        const learned = learnQuietGap(gaps)
        if (gaps.length < 20) expect(learned).toBe(QUIET.unknown)
        expect(learned).toBeGreaterThanOrEqual(QUIET.shortest)
        expect(learned).toBeLessThanOrEqual(QUIET.longest)
      }),
    )
  })

  it('does not depend on the order of the gaps, nor on one that is out of all proportion', () => {
    fc.assert(
      fc.property(fc.array(gap, { minLength: 20, maxLength: 200 }), fc.nat(), (gaps, at) => {
        expect(learnQuietGap(gaps.toReversed())).toBe(learnQuietGap(gaps))
        const steady = gaps.map(() => HOUR_MS)
        const strange = steady.with(at % steady.length, 10_000 * HOUR_MS)
        expect(learnQuietGap(strange)).toBe(learnQuietGap(steady))
      }),
    )
  })

  it('is never shorter where pauses are longer', () => {
    fc.assert(
      fc.property(fc.array(gap, { minLength: 20, maxLength: 200 }), fc.nat(HOUR_MS), (gaps, more) => {
        expect(learnQuietGap(gaps.map((ms) => ms + more))).toBeGreaterThanOrEqual(learnQuietGap(gaps))
      }),
    )
  })
})

describe('the episode of a message', () => {
  it('is one of its neighbours’, within the silence, or a new one', () => {
    const neighbour = fc.record({ at: gap, episode: fc.nat(9) })
    fc.assert(
      fc.property(
        fc.option(neighbour),
        gap,
        fc.option(neighbour),
        fc.nat(HOUR_MS),
        (first, at, last, quiet) => {
          const before = first && { ...first, at: at - first.at }
          const after = last && { ...last, at: at + last.at }
          const episode = episodeOf({ at, before, after }, quiet)
          const near = [before, after].filter((one) => one !== null && Math.abs(at - one.at) <= quiet)
          if (near.length === 0) expect(episode).toBeNull()
          else expect(near.map((one) => one?.episode)).toContain(episode)
        },
      ),
    )
  })
})

describe('in a conversation', () => {
  async function episodesOf(
    minutes: readonly number[],
    kind: 'direct' | 'post' = 'direct',
  ): Promise<number[]> {
    const talk = await Talk.open(null)
    const events = minutes.map((no) => said(no, { at: minute(no), thread: { ...THREAD, kind } }))
    await talk.bring(...events)
    return (await everything(talk)).map(({ episode }) => episode)
  }

  it('messages within six hours belong together, and those after a longer silence to the next episode', async () => {
    expect(await episodesOf([0, 5, 300, 300 + 361, 300 + 362])).toEqual([1, 1, 1, 2, 2])
  })

  it('a message that comes late joins those around it', async () => {
    expect(await episodesOf([0, 1_000, 10, 990])).toEqual([1, 1, 2, 2])
  })

  it('a thread of its own is one episode, however long it rests', async () => {
    expect(await episodesOf([0, 1_000, 5_000], 'post')).toEqual([1, 1, 1])
  })

  it('a thread that is talked in quickly has its next episode after half an hour', async () => {
    const quick = Array.from({ length: 30 }, (_, index) => index)
    const episodes = await episodesOf([...quick, 29 + 31])
    expect(episodes.slice(-2)).toEqual([1, 2])
  })
})
