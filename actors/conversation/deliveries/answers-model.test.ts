import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import * as fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Message } from '@switchboard/shared-types/api/conversations/message'
import type { MessageId } from '@switchboard/shared-types/ids'
import { getStub } from '@switchboard/shared-types/door'
import { newId } from '@switchboard/shared-types/ids'
import * as z from 'zod'
import { Receiver } from '../testing/receiver.ts'
import { Talk, THREAD, valueOf } from '../testing/talk.ts'

afterEach(() => vi.useRealTimers())

const SECOND = 1_000
const HOUR = 60 * 60 * SECOND

/** What may happen, in any order. A number picks one of those that there are. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('in' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constantFrom('edit' as const, 'delete' as const, 'redeliver' as const),
      which: fc.nat(20),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('approve' as const), clicks: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('undo' as const), which: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('report again' as const),
      which: fc.nat(20),
      step: fc.integer({ min: 0, max: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('resend' as const), which: fc.nat(20) }) },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('pass' as const), seconds: fc.constantFrom(1, 6, 11, 90) }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('restart' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('trouble' as const),
      kind: fc.constantFrom(
        'refuses' as const,
        'is busy' as const,
        'takes it and breaks' as const,
        'breaks' as const,
      ),
    }),
  },
)
const Asked = z.object({
  id: z.string(),
  approval: z.object({ by: z.string(), id: z.string(), at: z.iso.datetime() }),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** What must be true of the conversation, told by what was done to it and by what the receiver has taken. */
class Expected {
  readonly talk: Talk
  readonly receiver: Receiver
  /** What came in, by its key: null where it was deleted. */
  readonly texts = new Map<string, string | null>()
  /** What was approved and not taken back, in that order. */
  approved: MessageId[] = []
  readonly undone: MessageId[] = []
  #count = 0

  constructor(talk: Talk, receiver: Receiver) {
    this.talk = talk
    this.receiver = receiver
  }

  async do(next: Step): Promise<void> {
    switch (next.does) {
      case 'in':
        return await this.#hear(`m${++this.#count}`)
      case 'edit':
      case 'delete':
      case 'redeliver':
        return await this.#about(next.does, this.#pick([...this.texts.keys()], next.which))
      case 'approve':
        return await this.#approve(next.clicks)
      case 'undo':
        return await this.#undo(this.#pick(this.approved, next.which))
      case 'report again':
        return await this.#reportAgain(this.#pick(this.approved, next.which), next.step)
      case 'resend':
        return await this.#resend(this.#pick(this.approved, next.which))
      case 'pass':
        return await this.talk.pass(next.seconds * SECOND)
      case 'restart':
        return await this.talk.evict()
      case 'trouble':
        return this.#trouble(next.kind)
    }
  }

  async check(): Promise<void> {
    const messages = await this.talk.messages()
    const incoming = messages.filter(({ direction }) => direction === 'in')
    const shown = incoming.map(({ text, deletedAt }) => (deletedAt === null ? text : 'deleted'))
    const wanted = [...this.texts.values()].map((text) => text ?? 'deleted')
    expect(shown.toSorted(byText)).toEqual(wanted.toSorted(byText))
    const out = messages.filter(({ direction }) => direction === 'out')
    expect(out.map(({ id }) => id)).toEqual(this.approved)
    for (const message of out) await this.#checkStatus(message)
    await this.#checkApprovals()
    const taken = this.receiver.taken.map(({ id }) => id)
    expect(this.undone.filter((id) => this.receiver.requests.includes(id))).toEqual([])
    const first = this.approved.filter((id) => taken.includes(id))
    expect(taken.filter((id) => first.includes(id))).toEqual(first)
  }

  /** Whatever the channel was asked to send names the approval that the conversation has written down of it. */
  async #checkApprovals(): Promise<void> {
    const asked = await runInDurableObject(getStub(env.CHANNEL, this.talk.channel), (_, { storage }) =>
      storage.sql.exec('SELECT body FROM outgoing').toArray(),
    )
    const approvals = asked.map(({ body }) => Asked.parse(JSON.parse(z.string().parse(body))))
    const known = await this.talk.rows('SELECT outgoing_id, approval_id FROM deliveries')
    for (const { id, approval } of approvals) {
      expect(approval).toMatchObject({ by: 'person', id: this.talk.owner })
      const row = known.find((one) => one['outgoing_id'] === id)
      expect(row === undefined || row['approval_id'] === approval.id).toBe(true)
    }
    expect(new Set(approvals.map(({ id }) => id)).size).toBe(approvals.length)
  }

  /** Said to have arrived means taken, said to have failed means not taken, and nothing is taken twice under one approval. */
  async #checkStatus({ id, delivery }: Message): Promise<void> {
    const rows = await this.talk.rows(
      `SELECT outgoing_id, approved_by FROM deliveries WHERE message_id = '${id}'`,
    )
    const outgoing = rows[0]?.['outgoing_id']
    expect(rows).toMatchObject([{ approved_by: 'person' }])
    const wasTaken = this.receiver.taken.filter((sent) => sent.id === outgoing).length
    if (delivery?.state === 'sent') expect(wasTaken).toBe(1)
    else if (delivery?.state === 'failed')
      expect([wasTaken, delivery.reason]).toEqual([0, expect.any(String)])
    else expect([delivery?.state, wasTaken <= 1]).toEqual(['unknown', true])
  }

  async #hear(key: string): Promise<void> {
    this.texts.set(key, key)
    await this.talk.hear(key, { key, eventId: `e-${key}` })
  }

  async #about(does: 'edit' | 'delete' | 'redeliver', key: string | undefined): Promise<void> {
    if (key === undefined) return
    if (does === 'redeliver') return await this.talk.hear(key, { key, eventId: `e-${key}` })
    const about = { eventId: `${does} ${++this.#count}`, thread: THREAD, key, at: new Date().toISOString() }
    const isGone = this.texts.get(key) === null
    if (does === 'delete') {
      this.texts.set(key, null)
      return await this.talk.bring({ ...about, type: 'deletion' })
    }
    const text = `${key} edited ${this.#count}`
    if (!isGone) this.texts.set(key, text)
    await this.talk.bring({ ...about, type: 'edit', text, html: null })
  }

  async #approve(clicks: number): Promise<void> {
    if (this.texts.size === 0) return
    const draft = await this.talk.newDraft(`answer ${++this.#count}`)
    const key = newId('req')
    const all = await Promise.all(Array.from({ length: clicks }, () => this.talk.tryApprove(draft, { key })))
    const ids = new Set(all.map((one) => valueOf(one).id))
    expect(ids.size).toBe(1)
    this.approved.push(...ids)
  }

  async #undo(id: MessageId | undefined): Promise<void> {
    if (id === undefined) return
    const back = await this.talk.stub.undoApproval(...this.talk.at, id)
    if (!back.ok) return expect(back.error.code).toBe('message.left')
    this.approved = this.approved.filter((one) => one !== id)
    this.undone.push(id)
  }

  /** A report that was delivered before is delivered again. */
  async #reportAgain(id: MessageId | undefined, no: number): Promise<void> {
    if (id === undefined) return
    const report = {
      id,
      step: no,
      state: 'queued',
      at: new Date().toISOString(),
      reason: null,
      key: null,
      url: null,
    }
    if (this.receiver.requests.includes(id))
      valueOf(await this.talk.stub.report(this.talk.id, this.talk.trace, { ...report, state: 'queued' }))
  }

  async #resend(message: MessageId | undefined): Promise<void> {
    if (message === undefined) return
    const sent = await this.talk.stub.resend(...this.talk.at, { message, key: newId('req') })
    if (!sent.ok) expect(sent.error.code).toBe('message.left')
  }

  #trouble(kind: Extract<Step, { does: 'trouble' }>['kind']): void {
    this.receiver.next((sent) => {
      if (kind === 'refuses') return new Response(null, { status: 422 })
      if (kind === 'is busy') return new Response(null, { status: 503, headers: { 'retry-after': '30' } })
      if (kind === 'takes it and breaks') this.receiver.take(sent)
      throw new TypeError('connection reset')
    })
  }

  #pick<T>(from: readonly T[], which: number): T | undefined {
    return from[which % Math.max(1, from.length)]
  }
}

function byText(one: string, other: string): number {
  return one.localeCompare(other)
}

describe('a conversation, whatever happens to it', () => {
  it('loses no message, hands none on twice, and says of each answer what is true', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const receiver = new Receiver()
        const talk = await Talk.open()
        await talk.hear('m0', { key: 'm0', eventId: 'e-m0' })
        const expected = new Expected(talk, receiver)
        expected.texts.set('m0', 'm0')
        for (const next of steps) await expected.do(next)
        // Every retry comes to its end.
        for (let hour = 0; hour < 26; hour++) await talk.pass(HOUR)
        await expected.check()
      }),
      { numRuns: 25 },
    )
  }, 300_000)
})
