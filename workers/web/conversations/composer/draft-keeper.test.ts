import type { Draft, EditDraft, NewDraft } from '@switchboard/shared-types/api/conversations/draft'
import type { DraftId } from '@switchboard/shared-types/ids'
import * as fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import { DraftKeeper, EMPTY, type DraftPort, type Words } from './draft-keeper.ts'

class Outdated extends Error {}

/** The server's drafts, with its rule of revisions. */
class Server implements DraftPort {
  readonly drafts = new Map<DraftId, Draft>()
  readonly made = new Map<string, DraftId>()
  saves = 0

  create = async (input: NewDraft): Promise<Draft> => {
    const known = this.made.get(input.key ?? '')
    if (known !== undefined) {
      const draft = this.drafts.get(known)
      if (draft === undefined) throw new Outdated('sent or thrown away')
      return draft
    }
    const id: DraftId = `dft_01J${String(this.made.size).padStart(23, '0')}`
    if (input.key !== undefined) this.made.set(input.key, id)
    return this.#keep({
      id,
      revision: 1,
      text: input.text,
      channelId: 'chn_01J00000000000000000000000',
      threadKey: input.threadKey ?? 'thread',
      replyTo: input.replyTo ?? null,
      attachments: input.attachments,
      origin: 'person',
      model: null,
      agent: null,
      createdAt: '2026-11-21T04:00:00.000Z',
      updatedAt: '2026-11-21T04:00:00.000Z',
    })
  }

  edit = async (id: DraftId, { revision, text = '' }: EditDraft): Promise<Draft> => {
    const before = this.drafts.get(id)
    if (before?.revision !== revision) throw new Outdated('changed elsewhere')
    return this.#keep({ ...before, revision: revision + 1, text })
  }

  remove = async (id: DraftId): Promise<void> => {
    this.drafts.delete(id)
  }

  isOutdated = (error: unknown): boolean => error instanceof Outdated
  load = async (id: DraftId): Promise<Draft | null> => this.drafts.get(id) ?? null

  /** As another device would. */
  elsewhere(text: string): Draft {
    const [draft] = this.all
    if (draft === undefined) throw new Error('there is no draft')
    return this.#keep({ ...draft, revision: draft.revision + 1, text })
  }

  get all(): Draft[] {
    return [...this.drafts.values()]
  }

  #keep(draft: Draft): Draft {
    this.saves += 1
    this.drafts.set(draft.id, draft)
    return draft
  }
}

let server: Server
let conflicts: Words[]
let keeper: DraftKeeper

beforeEach(() => {
  server = new Server()
  conflicts = []
  keeper = new DraftKeeper(server, (own) => conflicts.push(own))
})

test('what is typed in one go is saved once, when the hand rests', async () => {
  vi.useFakeTimers()
  for (const text of ['H', 'Ha', 'Har']) keeper.write({ text })
  await vi.advanceTimersByTimeAsync(1_000)
  vi.useRealTimers()
  expect(server.all.map(({ text }) => text)).toEqual(['Har'])
  expect(server.saves).toBe(1)
})

test('what is typed while a save is under way is saved after it', async () => {
  keeper.write({ text: 'first' })
  const settled = keeper.settle()
  keeper.write({ text: 'first and more' })
  expect((await settled)?.text).toBe('first and more')
  expect(server.all.map(({ text }) => text)).toEqual(['first and more'])
})

test('where another device was first its text is shown, and the own one is handed over', async () => {
  keeper.write({ text: 'mine' })
  await keeper.settle()
  server.elsewhere('theirs')
  keeper.write({ text: 'mine, longer' })
  expect((await keeper.settle())?.text).toBe('theirs')
  expect(keeper.kept.get().words.text).toBe('theirs')
  expect(conflicts.map(({ text }) => text)).toEqual(['mine, longer'])
})

test('the own text can be put back after that', async () => {
  keeper.write({ text: 'mine' })
  await keeper.settle()
  server.elsewhere('theirs')
  keeper.write({ text: 'mine, longer' })
  await keeper.settle()
  keeper.write({ text: 'mine, longer' })
  expect((await keeper.settle())?.text).toBe('mine, longer')
})

test('a draft that is emptied is thrown away', async () => {
  keeper.write({ text: 'a' })
  await keeper.settle()
  keeper.write(EMPTY)
  expect(await keeper.settle()).toBeNull()
  expect(server.all).toEqual([])
})

test('a draft that was sent elsewhere while one writes on is a new draft', async () => {
  keeper.write({ text: 'a' })
  await keeper.settle()
  server.drafts.clear()
  keeper.write({ text: 'a b' })
  keeper.follow([])
  await keeper.settle()
  expect(server.all.map(({ text }) => text)).toEqual(['a b'])
})

test('a save that was refused can be tried again and loses nothing', async () => {
  const create = server.create
  server.create = () => Promise.reject(new Error('offline'))
  keeper.write({ text: 'a' })
  await expect(keeper.settle()).rejects.toThrow('offline')
  expect(keeper.kept.get()).toMatchObject({ state: 'failed', words: { text: 'a' } })
  server.create = create
  expect((await keeper.settle())?.text).toBe('a')
})

/** The server takes what is asked for, and its answer is lost. */
function loseAnswers(times: number): void {
  const create = server.create
  server.create = async (input) => {
    const draft = await create(input)
    if (times-- > 0) throw new Error('offline')
    return draft
  }
}

test('a draft whose answer was lost is not made a second time, and holds what was typed since', async () => {
  loseAnswers(2)
  for (const text of ['a', 'a b']) {
    keeper.write({ text })
    await expect(keeper.settle()).rejects.toThrow('offline')
  }
  keeper.write({ text: 'a b c' })
  expect((await keeper.settle())?.text).toBe('a b c')
  expect(server.all.map(({ text }) => text)).toEqual(['a b c'])
  keeper.clear()
  keeper.write({ text: 'the next' })
  await keeper.settle()
  expect(server.all.map(({ text }) => text)).toEqual(['a b c', 'the next'])
})

test('a draft whose answer was lost, and that was sent elsewhere since, is a new one', async () => {
  loseAnswers(1)
  keeper.write({ text: 'a' })
  await expect(keeper.settle()).rejects.toThrow('offline')
  server.drafts.clear()
  await expect(keeper.settle()).rejects.toThrow('sent or thrown away')
  expect((await keeper.settle())?.text).toBe('a')
  expect(server.all).toHaveLength(1)
})

test('whatever two devices do, both end with the server’s text, and no text is lost without being handed over', async () => {
  const steps = fc.array(
    fc.record({
      device: fc.constantFrom(0, 1),
      text: fc.string({ minLength: 1 }).map((text) => `.${text}`),
      saves: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const one = new Server()
      const lost: string[] = []
      const keepers = [0, 1].map(() => new DraftKeeper(one, (own) => lost.push(own.text)))
      const [first, second] = keepers
      first?.write({ text: '.begin' })
      await first?.settle()
      second?.follow(one.all)
      const typed = new Set<string>()
      for (const { device, text, saves } of all) {
        keepers[device]?.write({ text })
        typed.add(text)
        if (!saves) continue
        await keepers[device]?.settle()
        for (const each of keepers) each.follow(one.all)
      }
      for (const each of keepers) await each.settle()
      for (const each of keepers) each.follow(one.all)
      const [draft] = one.all
      expect(one.drafts.size).toBe(1)
      for (const each of keepers) expect(each.kept.get().words.text).toBe(draft?.text)
      for (const text of lost) expect(typed).toContain(text)
    }),
  )
})
