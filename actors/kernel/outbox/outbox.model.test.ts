import { evictDurableObject } from 'cloudflare:test'
import * as fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { err, ok } from '@switchboard/shared-types/result'
import { HOUR, SECOND, setClock, stopClock } from '../../testing/kernel/clock.ts'
import { JOINED_NOTE, NOTE, probeId } from '../../testing/kernel/probe.ts'
import { scriptOf } from '../../testing/kernel/script.ts'
import type { ProbeId } from '../../testing/kernel/script.ts'
import { fireDue, stubOf, within } from '../../testing/kernel/within.ts'

stopClock()

const TRACE = { requestId: 'req_model', via: [] }
const TARGETS = ['a', 'b', 'c'] as const
type Target = (typeof TARGETS)[number]
type Mood = 'takes' | 'is away' | 'refuses'

type Step =
  | { readonly do: 'send' | 'rolled back send'; readonly target: Target; readonly count: number }
  | { readonly do: 'mood'; readonly target: Target; readonly mood: Mood }
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'evict' }

const target = fc.constantFrom(...TARGETS)
const count = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(200))
const mood = fc.constantFrom('takes' as const, 'is away' as const, 'refuses' as const)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), target, count }) },
  fc.record({ do: fc.constant('rolled back send' as const), target, count }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('mood' as const), target, mood }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      ms: fc.constantFrom(0, SECOND, 10 * SECOND, HOUR),
    }),
  },
  fc.record({ do: fc.constant('evict' as const) }),
)

/** What a target sees of its queue: every message once, in order, taken or refused. */
class World {
  now = 0
  sent = 0
  readonly moods = new Map<Target, Mood>()
  readonly queued = new Map<Target, string[]>(TARGETS.map((each) => [each, []]))
  readonly settled = new Map<Target, string[]>(TARGETS.map((each) => [each, []]))
  readonly refused: string[] = []
}

function send(
  id: ProbeId,
  world: World,
  to: Target,
  texts: readonly string[],
  rollBack: boolean,
): Promise<void> {
  if (!rollBack) world.queued.get(to)?.push(...texts)
  return within(id, ({ mail, storage }) => {
    try {
      storage.transactionSync(() => {
        // Some may go together, five at a time come alike.
        for (const text of texts) mail.send(Number(text) % 10 < 5 ? NOTE : JOINED_NOTE, to, text, TRACE)
        if (rollBack) throw new Error('rolled back')
      })
    } catch (thrown) {
      expect(thrown).toEqual(new Error('rolled back'))
    }
  })
}

async function take(taken: Step, id: ProbeId, world: World): Promise<void> {
  switch (taken.do) {
    case 'send':
    case 'rolled back send': {
      const texts = Array.from({ length: taken.count }, () => String(world.sent++))
      return send(id, world, taken.target, texts, taken.do !== 'send')
    }
    case 'mood':
      world.moods.set(taken.target, taken.mood)
      return
    case 'advance':
      world.now += taken.ms
      setClock(world.now)
      return void (await fireDue(id))
    case 'evict':
      await evictDurableObject(stubOf(id))
      return within(id, () => undefined)
  }
}

let history = 0

it('settles every message once and in order for its target, through any history of failures and evictions', async () => {
  vi.spyOn(console, 'warn').mockReturnValue()
  vi.spyOn(console, 'error').mockReturnValue()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      setClock(0)
      const id = probeId(`outbox-model-${history++}`)
      const world = new World()
      scriptOf(id).hand = async (message) => {
        const to = TARGETS.find((each) => each === message.target) ?? 'a'
        const text = String(JSON.parse(message.body))
        const now = world.moods.get(to) ?? 'takes'
        if (now === 'is away') throw new Error('not at home')
        world.settled.get(to)?.push(text)
        if (now === 'takes') return ok(null)
        world.refused.push(text)
        return err('probe.refused', 'Not wanted.')
      }
      scriptOf(id).handJoined = async (messages, trace) => {
        const [first, ...rest] = messages
        if (first === undefined) throw new Error('nothing to hand over')
        const isRefused = TARGETS.some((to) => to === first.target && world.moods.get(to) === 'refuses')
        if (isRefused && rest.length > 0) return err('probe.refused', 'One of these is not wanted.')
        for (const message of messages) await scriptOf(id).hand?.(message, trace)
        return isRefused ? err('probe.refused', 'Not wanted.') : ok(null)
      }
      await within(id, () => undefined)
      for (const each of steps) {
        await take(each, id, world)
        for (const to of TARGETS) {
          const settled = world.settled.get(to) ?? []
          expect(settled).toEqual(world.queued.get(to)?.slice(0, settled.length))
        }
      }
      for (const to of TARGETS) world.moods.set(to, 'takes')
      await take({ do: 'advance', ms: 2 * HOUR }, id, world)
      expect(world.settled).toEqual(world.queued)
      expect(await stubOf(id).health(id, TRACE)).toMatchObject({
        pendingMessages: 0,
        deadLetters: world.refused.length,
      })
    }),
    { numRuns: 60 },
  )
}, 120_000)
