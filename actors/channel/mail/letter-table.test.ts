import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import * as fc from 'fast-check'
import { drizzle } from 'drizzle-orm/durable-sqlite'
import { describe, expect, it } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { newId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import { LetterTable } from './letter-table.ts'
import type { NewLetter, OwnLetter } from './mailbox.ts'

const ANSWER = { to: ['ada@example.com'], cc: [], subject: 'Lunch', references: [] }

function letter(
  messageId: string,
  related: readonly string[] = [],
  more: Partial<NewLetter> = {},
): NewLetter {
  return { messageId, related, token: null, nature: 'ordinary', answer: ANSWER, ...more }
}

function ours(messageId: string, thread: string, more: Partial<OwnLetter> = {}): OwnLetter {
  return { messageId, thread, answers: null, auto: false, answer: ANSWER, ...more }
}

/** The letters of a channel of its own. */
async function withLetters(run: (letters: LetterTable) => void): Promise<void> {
  const id = newId('chn')
  const stub = getStub(env.CHANNEL, id)
  await stub.health(id, startTrace('test'))
  await runInDurableObject(stub, (_, { storage }) => run(new LetterTable(drizzle(storage))))
}

describe('a thread of mail', () => {
  it('is what In-Reply-To names', async () => {
    await withLetters((letters) => {
      const { thread } = letters.place(letter('<a>'))
      expect(letters.place(letter('<b>', ['<a>']))).toEqual({ thread, joined: [] })
      expect(letters.place(letter('<other>')).thread).not.toBe(thread)
    })
  })

  it('is found by any of the references, when the nearest are not known', async () => {
    await withLetters((letters) => {
      const { thread } = letters.place(letter('<a>'))
      expect(letters.place(letter('<d>', ['<c>', '<b>', '<a>'])).thread).toBe(thread)
      expect(letters.place(letter('<e>', ['<c>'])).thread).toBe(thread)
    })
  })

  it('takes in a parent that arrives after its answer', async () => {
    await withLetters((letters) => {
      const { thread } = letters.place(letter('<child>', ['<parent>']))
      expect(letters.place(letter('<parent>'))).toEqual({ thread, joined: [] })
    })
  })

  it('is the older of two that a letter between them shows to be one', async () => {
    await withLetters((letters) => {
      const first = letters.place(letter('<a>')).thread
      const second = letters.place(letter('<c>', ['<b>'])).thread
      expect(second).not.toBe(first)
      expect(letters.place(letter('<b>', ['<a>']))).toEqual({ thread: first, joined: [second] })
      expect(letters.place(letter('<d>', ['<c>'])).thread).toBe(first)
    })
  })

  it('of our own letter takes in what answers it', async () => {
    await withLetters((letters) => {
      const { thread } = letters.place(letter('<a>'))
      letters.leaves(ours('<ours>', thread))
      expect(letters.threadOfOurs('<ours>')).toBe(thread)
      expect(letters.threadOfOurs('<a>')).toBeNull()
      expect(letters.place(letter('<b>', ['<ours>'])).thread).toBe(thread)
    })
  })

  it('of our own letter takes in what answers the id that its platform gave it', async () => {
    await withLetters((letters) => {
      const { thread } = letters.place(letter('<a>'))
      letters.leaves(ours('<ours>', thread, { answers: '<a>' }))
      for (const id of ['<to-ada@platform>', '<to-bob@platform>', '<ours>']) letters.leftAs('<ours>', id)
      letters.leftAs('<nobody knows this one>', '<stray@platform>')
      expect(letters.threadOfOurs('<to-bob@platform>')).toBe(thread)
      expect(letters.ownIdOf('<to-bob@platform>')).toBe('<ours>')
      expect(['<ours>', '<a>', '<stray@platform>'].map((id) => letters.ownIdOf(id))).toEqual([
        '<ours>',
        '<a>',
        '<stray@platform>',
      ])
      expect(letters.place(letter('<b>', ['<to-ada@platform>'])).thread).toBe(thread)
    })
  })

  it('is told by the address that was answered to only where no header tells it', async () => {
    await withLetters((letters) => {
      const one = letters.place(letter('<a>')).thread
      const two = letters.place(letter('<z>')).thread
      expect(letters.place(letter('<b>', [], { token: one })).thread).toBe(one)
      expect(letters.place(letter('<c>', ['<z>'], { token: one })).thread).toBe(two)
      expect([one, two]).not.toContain(letters.place(letter('<d>', [], { token: 'zzzzz' })).thread)
    })
  })

  it('is found by the key of one that was joined to it', async () => {
    await withLetters((letters) => {
      letters.place(letter('<a>'))
      const joined = letters.place(
        letter('<c>', ['<b>'], { answer: { ...ANSWER, to: ['c@x.example'] } }),
      ).thread
      letters.place(letter('<b>', ['<a>'], { answer: { ...ANSWER, to: ['b@x.example'] } }))
      expect(letters.answerTo({ thread: joined, replyTo: null, messageId: '<new>' })?.to).toEqual([
        'b@x.example',
      ])
      expect(letters.place(letter('<e>', [], { token: joined })).thread).toBe('1')
    })
  })

  it('is not moved by a second mail that carries the same Message-ID', async () => {
    await withLetters((letters) => {
      const one = letters.place(letter('<a>')).thread
      letters.place(letter('<z>'))
      const forged = letter('<a>', ['<z>'], { answer: { ...ANSWER, to: ['eve@example.net'] } })
      expect(letters.place(forged)).toEqual({ thread: one, joined: [] })
      expect(letters.answerTo({ thread: one, replyTo: '<a>', messageId: '<new>' })?.to).toEqual([
        'ada@example.com',
      ])
    })
  })

  it('holds the same letters in whatever order they arrive', async () => {
    const parents = fc.array(fc.nat(), { minLength: 1, maxLength: 14 })
    const mails = parents.map((each) =>
      each.map((parent, index) => (parent % 4 === 0 || index === 0 ? null : parent % index)),
    )
    const arrivals = mails.chain((each) =>
      fc.record({
        parents: fc.constant(each),
        order: fc.shuffledSubarray([...each.keys()], { minLength: each.length }),
        /** How many ancestors each mail's References names. */
        depths: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: each.length, maxLength: each.length }),
      }),
    )
    await fc.assert(
      fc.asyncProperty(arrivals, async ({ parents: tree, order, depths }) => {
        await withLetters((letters) => {
          for (const index of order) {
            const related = ancestors(tree, index).slice(0, depths[index])
            letters.place(letter(idOf(index), related.map(idOf)))
          }
          const threadOf = (index: number) => letters.place(letter(idOf(index))).thread
          for (const index of tree.keys()) {
            for (const other of tree.keys()) {
              const together = rootOf(tree, index) === rootOf(tree, other)
              expect(threadOf(index) === threadOf(other)).toBe(together)
            }
          }
        })
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})

describe('an answer', () => {
  it('goes to whoever wrote the letter that it answers, or else the newest of the thread', async () => {
    await withLetters((letters) => {
      const { thread } = letters.place(letter('<a>', [], { answer: { ...ANSWER, to: ['a@x.example'] } }))
      letters.place(letter('<b>', ['<a>'], { nature: 'bulk', answer: { ...ANSWER, to: ['b@x.example'] } }))
      expect(letters.answerTo({ thread: thread, replyTo: '<a>', messageId: '<new>' })).toMatchObject({
        to: ['a@x.example'],
        messageId: '<a>',
      })
      expect(letters.answerTo({ thread: thread, replyTo: null, messageId: '<new>' })).toMatchObject({
        to: ['b@x.example'],
        nature: 'bulk',
      })
      expect(letters.answerTo({ thread: 'none', replyTo: null, messageId: '<new>' })).toBeNull()
    })
  })

  it('stays the same however often it is tried, whatever arrives meanwhile', async () => {
    await withLetters((letters) => {
      const { thread } = letters.place(letter('<a>'))
      letters.leaves(ours('<ours>', thread, { answers: '<a>' }))
      letters.place(letter('<b>', ['<a>'], { answer: { ...ANSWER, to: ['b@x.example'] } }))
      const again = letters.answerTo({ thread, replyTo: null, messageId: '<ours>' })
      expect(again).toMatchObject({ messageId: '<a>', to: ['ada@example.com'] })
    })
  })

  it('by a rule is given once to each letter, however often it is tried', async () => {
    await withLetters((letters) => {
      const { thread } = letters.place(letter('<a>'))
      const auto = { answers: '<a>', auto: true }
      expect(letters.leaves(ours('<one>', thread, auto))).toBe(true)
      expect(letters.leaves(ours('<one>', thread, auto))).toBe(true)
      expect(letters.leaves(ours('<two>', thread, auto))).toBe(false)
      expect(letters.leaves(ours('<three>', thread, { answers: '<a>' }))).toBe(true)
    })
  })
})

it('a newsletter is new once', async () => {
  await withLetters((letters) => {
    expect([letters.isNewList('weekly'), letters.isNewList('weekly')]).toEqual([true, false])
  })
})

function idOf(index: number): string {
  return `<${index}@example.com>`
}

function ancestors(tree: readonly (number | null)[], index: number): number[] {
  const parent = tree[index] ?? null
  return parent === null ? [] : [parent, ...ancestors(tree, parent)]
}

function rootOf(tree: readonly (number | null)[], index: number): number {
  return ancestors(tree, index).at(-1) ?? index
}
