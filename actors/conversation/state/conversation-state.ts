import { eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import * as z from 'zod'
import type { ChannelKind } from '@switchboard/shared-types/api/channels/channel'
import type { ThreadRef } from '@switchboard/shared-types/channel-event'
import { MessageId } from '@switchboard/shared-types/ids'
import type { ChannelId, InboxId } from '@switchboard/shared-types/ids'
import { conversation } from '../schema.ts'
import { ThreadState } from './thread.ts'

export type StateRow = typeof conversation.$inferSelect

const ONLY = 1
const Threads = z.array(ThreadState)
const Numbers = z.array(z.number())
const Places = z.array(z.object({ id: MessageId, no: z.number() }))

/**
 * The one row of what the conversation is; absent until something is written to it. Changes are gathered in memory and
 * written once at the end of a write, whatever number of messages it brought.
 */
export class ConversationState {
  readonly #db: DrizzleSqliteDODatabase
  #row: StateRow | undefined
  #threads: readonly ThreadState[] | undefined
  #change: Partial<StateRow> = {}

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  read(): StateRow | undefined {
    this.#row ??= this.#db.select().from(conversation).where(eq(conversation.no, ONLY)).get()
    return this.#row
  }

  /** @throws where nobody has written to the conversation yet: callers have looked before */
  get row(): StateRow {
    const row = this.read()
    if (row === undefined) throw new Error('the conversation is empty')
    return row
  }

  get threads(): readonly ThreadState[] {
    this.#threads ??= Threads.parse(JSON.parse(this.read()?.threads ?? '[]'))
    return this.#threads
  }

  /** Numbers of messages that the inbox has not been told of. */
  get arrived(): number[] {
    return Numbers.parse(JSON.parse(this.read()?.arrived ?? '[]'))
  }

  /** Messages of which the inbox has been told something else, or will be. */
  get changed(): { readonly id: MessageId; readonly no: number }[] {
    return Places.parse(JSON.parse(this.read()?.changed ?? '[]'))
  }

  create(owner: InboxId): void {
    this.#db.insert(conversation).values({ no: ONLY, owner }).run()
    this.forget()
  }

  /** Part of the caller's transaction, which ends with `flush`. */
  update(change: Partial<Omit<StateRow, 'no' | 'owner' | 'threads'>>): void {
    this.#row = { ...this.row, ...change }
    this.#change = { ...this.#change, ...change }
  }

  /** Writes what has changed. Part of the caller's transaction. */
  flush(): void {
    if (Object.keys(this.#change).length === 0) return
    this.#db.update(conversation).set(this.#change).where(eq(conversation.no, ONLY)).run()
    this.#change = {}
  }

  thread(channel: ChannelId, key: string): ThreadState | undefined {
    return this.threads.find((thread) => thread.channelId === channel && thread.key === key)
  }

  threadByNo(no: number | null): ThreadState | undefined {
    return this.threads.find((thread) => thread.no === no)
  }

  /** Takes a thread in, or what is new of it. Part of the caller's transaction. */
  learnThread(channelId: ChannelId, channelKind: ChannelKind, ref: ThreadRef): ThreadState {
    const known = this.thread(channelId, ref.key)
    if (known === undefined) return this.#addThread(channelId, channelKind, ref)
    const { kind, title, url } = ref
    const isSame =
      known.kind === kind && known.title === (title ?? known.title) && known.url === (url ?? known.url)
    if (isSame) return known
    return this.changeThread(known.no, { kind, title: title ?? known.title, url: url ?? known.url })
  }

  /** Part of the caller's transaction. */
  changeThread(no: number, change: Partial<Omit<ThreadState, 'no'>>): ThreadState {
    const before = this.threadByNo(no)
    if (before === undefined) throw new Error(`there is no thread ${no}`)
    const after = { ...before, ...change }
    this.#writeThreads(this.threads.map((thread) => (thread.no === no ? after : thread)))
    return after
  }

  /** Forgets what is in memory, after a transaction that did not hold or an erasure. */
  forget(): void {
    this.#row = undefined
    this.#threads = undefined
    this.#change = {}
  }

  #addThread(
    channelId: ChannelId,
    channelKind: ChannelKind,
    { key, kind, title, url }: ThreadRef,
  ): ThreadState {
    const no = Math.max(0, ...this.threads.map((thread) => thread.no)) + 1
    const nothing = { lastAt: null, lastInAt: null, episode: 0, goesTo: null }
    const thread: ThreadState = { no, channelId, channelKind, key, kind, title, url, ...nothing }
    this.#writeThreads([...this.threads, thread])
    return thread
  }

  #writeThreads(threads: readonly ThreadState[]): void {
    const text = JSON.stringify(threads)
    this.#row = { ...this.row, threads: text }
    this.#change = { ...this.#change, threads: text }
    this.#threads = threads
  }
}
