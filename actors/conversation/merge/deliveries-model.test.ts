import * as fc from 'fast-check'
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, expect, it, vi } from 'vitest'
import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { getStub } from '@switchboard/shared-types/door'
import { newId } from '@switchboard/shared-types/ids'
import type { AttachmentId, ConversationId, MessageId } from '@switchboard/shared-types/ids'
import { everything, said, settle } from '../testing/events.ts'
import { Receiver } from '../testing/receiver.ts'
import { Talk, THREAD } from '../testing/talk.ts'
import { Talks } from '../testing/talks.ts'

afterEach(() => vi.useRealTimers())

const SECOND = 1_000
const HOUR = 60 * 60 * SECOND
/** Rounds of alarms after which a queue has nothing more that is due. */
const ROUNDS = 12
const RUNS = 4

const place = fc.nat(9)
const trouble = fc.constantFrom(
  'refuses' as const,
  'is busy' as const,
  'takes it and breaks' as const,
  'breaks' as const,
)
type Trouble = typeof trouble extends fc.Arbitrary<infer T> ? T : never
const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('approve' as const),
      in: place,
      to: fc.nat(2),
      file: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('merge' as const), into: place, from: place }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('split' as const), of: place, at: place }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('undo' as const), which: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('resend' as const), which: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('evict' as const), of: place }) },
  // An answer that has left its conversation, and that the receiver did not take at once.
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('begin' as const),
      in: place,
      to: fc.nat(2),
      file: fc.boolean(),
      kind: trouble,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('wait' as const), seconds: fc.constantFrom(1, 11, 40) }),
  },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('run' as const), who: place }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('pass' as const), seconds: fc.constantFrom(11, 60) }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('trouble' as const), kind: trouble }) },
)
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never

/** What was approved, and how often it was to be sent: at first, and again because the person said so. */
interface Approved {
  readonly text: string
  readonly thread: string
  /** A file of this name goes along, which says the same. */
  readonly file: string | null
  sendings: number
}

/** A person who merges and splits three threads while answers of theirs are on the way. */
class World {
  readonly talks: Talks
  readonly receiver = new Receiver()
  readonly approved = new Map<MessageId, Approved>()
  readonly undone = new Set<string>()
  #count = 0

  constructor(talks: Talks) {
    this.talks = talks
  }

  static async open(): Promise<World> {
    const talks = await Talks.of(await Talk.open())
    for (const at of talks.ids.keys()) {
      const thread = { ...THREAD, key: Talks.keyOf(at) }
      await talks.bring(at, said(0, { thread }), said(1, { thread }))
    }
    return new World(talks)
  }

  async perform(given: Act): Promise<void> {
    switch (given.does) {
      case 'approve':
        return await this.#approve(this.talks.pick(given.in), given.to, given.file)
      case 'merge':
        return await this.talks.merge(this.talks.pick(given.into), this.talks.pick(given.from))
      case 'split':
        return await this.talks.split(this.talks.pick(given.of), given.at)
      case 'undo':
        return await this.#undo(given.which)
      case 'resend':
        return await this.#resend(given.which)
      case 'evict':
        return await this.talks.evict(this.talks.pick(given.of))
      case 'begin':
        return await this.#begin(given)
      case 'wait':
        vi.setSystemTime(Date.now() + given.seconds * SECOND)
        return
      case 'run':
        await this.#run(given.who < 3 ? null : this.talks.pick(given.who))
        return
      case 'pass':
        return await this.pass(given.seconds * SECOND)
      case 'trouble':
        return this.#trouble(given.kind)
    }
  }

  /** Lets time pass, and everybody do what is due by then. */
  async pass(ms: number): Promise<void> {
    vi.setSystemTime(Date.now() + ms)
    let idle = 0
    for (let round = 0; round < ROUNDS && idle < 2; round++) {
      const ran = [await this.#run(null)]
      for (const id of this.talks.ids) ran.push(await this.#run(id))
      idle = ran.includes(true) ? 0 : idle + 1
      if (idle > 0) await scheduler.wait(5)
    }
  }

  /** Every answer is in one place, has come to an end, and what is said of it is what the receiver knows. */
  async check(): Promise<void> {
    // Every retry comes to its end, and every report to where its answer has gone.
    for (let hour = 0; hour < 4; hour++) await this.pass(HOUR)
    await settle(this.talks.ids)
    await this.pass(HOUR)
    await settle(this.talks.ids)
    const out = (await this.#held()).filter(({ message }) => message.direction === 'out')
    expect(out.map(({ message }) => message.id).toSorted()).toEqual([...this.approved.keys()].toSorted())
    for (const { at, message } of out) await this.#checkOne(at, message)
    expect(this.receiver.taken.filter(({ text }) => this.undone.has(text))).toEqual([])
    for (const { text, sendings } of this.approved.values())
      expect(this.receiver.texts().filter((one) => one === text).length).toBeLessThanOrEqual(sendings)
  }

  /** Lets a conversation do what is due; null: the channel. */
  async #run(id: ConversationId | null): Promise<boolean> {
    if (id !== null) return await runDurableObjectAlarm(getStub(env.CONVERSATION, id))
    return await runDurableObjectAlarm(getStub(env.CHANNEL, this.talks.talk.channel))
  }

  async #begin(given: Extract<Act, { does: 'begin' }>): Promise<void> {
    const at = this.talks.pick(given.in)
    await this.#approve(at, given.to, given.file)
    vi.setSystemTime(Date.now() + 11 * SECOND)
    this.#trouble(given.kind)
    for (const who of [at, at, null]) await this.#run(who)
  }

  async #checkOne(at: ConversationId, { id, text, threadKey, delivery }: Message): Promise<void> {
    const approved = this.approved.get(id)
    expect([text, threadKey]).toEqual([approved?.text, approved?.thread])
    const [row] = await runInDurableObject(getStub(env.CONVERSATION, at), (_, { storage }) =>
      storage.sql.exec('SELECT outgoing_id FROM deliveries WHERE message_id = ?', id).toArray(),
    )
    const taken = this.receiver.taken.filter((sent) => sent.id === row?.['outgoing_id'])
    const files = [approved?.file ?? []].flat()
    for (const sent of taken) {
      expect([sent.text, sent.thread]).toEqual([text, threadKey])
      expect(sent.files).toEqual(files.map((name) => ({ name, content: btoa(name).replaceAll('=', '') })))
    }
    const truth = { sent: [1], failed: [0], unknown: [0, 1] }
    const state = delivery?.state ?? 'none'
    expect(Object.keys(truth), `it has not come to an end: ${state}`).toContain(state)
    if (state === 'sent' || state === 'failed' || state === 'unknown')
      expect(truth[state], state).toContain(taken.length)
  }

  async #approve(at: ConversationId, to: number, hasFile: boolean): Promise<void> {
    const { trace, owner } = this.talks.talk
    const stub = getStub(env.CONVERSATION, at)
    const shown = await stub.conversation(at, trace, owner)
    const threads = shown.ok && shown.value.mergedInto === null ? shown.value.threads : []
    const thread = threads[to % Math.max(1, threads.length)]
    if (thread === undefined) return
    const text = `answer ${++this.#count}`
    const file = hasFile ? `${text}.txt` : null
    const uploaded = file === null ? [] : await this.#upload(at, file)
    const wish = { text, threadKey: thread.key, attachments: uploaded }
    const draft = await stub.newDraft(at, trace, owner, wish)
    if (!draft.ok) return
    const approval = { draft: draft.value.id, revision: draft.value.revision, key: newId('req') }
    const message = await getStub(env.CONVERSATION, at).approveDraft(at, trace, owner, approval)
    if (message.ok) this.approved.set(message.value.id, { text, thread: thread.key, file, sendings: 1 })
  }

  async #upload(at: ConversationId, name: string): Promise<AttachmentId[]> {
    const { trace, owner } = this.talks.talk
    const file = { name, type: 'text/plain', bytes: new TextEncoder().encode(name) }
    const kept = await getStub(env.CONVERSATION, at).upload(at, trace, owner, file)
    return kept.ok ? [kept.value.id] : []
  }

  async #undo(which: number): Promise<void> {
    const found = await this.#find(which)
    if (found === null) return
    const { trace, owner } = this.talks.talk
    const { at, message } = found
    const back = await getStub(env.CONVERSATION, at).undoApproval(at, trace, owner, message.id)
    if (!back.ok) return
    this.approved.delete(message.id)
    this.undone.add(message.text)
  }

  async #resend(which: number): Promise<void> {
    const found = await this.#find(which)
    if (found === null) return
    const { trace, owner } = this.talks.talk
    const { at, message } = found
    const again = { message: message.id, key: newId('req') }
    const sent = await getStub(env.CONVERSATION, at).resend(at, trace, owner, again)
    const approved = this.approved.get(message.id)
    if (sent.ok && approved !== undefined) approved.sendings += 1
  }

  #trouble(kind: Trouble): void {
    this.receiver.next((sent) => {
      if (kind === 'refuses') return new Response(null, { status: 422 })
      if (kind === 'is busy') return new Response(null, { status: 503, headers: { 'retry-after': '30' } })
      if (kind === 'takes it and breaks') this.receiver.take(sent)
      throw new TypeError('connection reset')
    })
  }

  /** An answer where the person sees it now; null while it is on its way from one conversation to another. */
  async #find(which: number): Promise<{ at: ConversationId; message: Message } | null> {
    const id = [...this.approved.keys()][which % Math.max(1, this.approved.size)]
    return (await this.#held()).find(({ message }) => message.id === id) ?? null
  }

  async #held(): Promise<{ at: ConversationId; message: Message }[]> {
    const held: { at: ConversationId; message: Message }[] = []
    for (const at of this.talks.ids) {
      const { trace, owner } = this.talks.talk
      const found = await getStub(env.CONVERSATION, at).conversation(at, trace, owner)
      if (!found.ok) continue
      held.push(...(await everything(this.talks.talk, at)).map((message) => ({ at, message })))
    }
    return held
  }
}

it('no answer is lost or sent twice, and each says what is true, however its conversation is merged and split while it is on its way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 8, maxLength: 30 }), async (acts) => {
      const world = await World.open()
      for (const given of acts) await world.perform(given)
      await world.check()
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
}, 300_000)
