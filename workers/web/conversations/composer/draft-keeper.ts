import type { Draft, EditDraft, NewDraft } from '@switchboard/shared-types/api/conversations/draft'
import type { AttachmentId, DraftId, MessageId } from '@switchboard/shared-types/ids'
import { makeStore, type Store } from '../../ui/store.ts'

/** What is being written. */
export interface Words {
  readonly text: string
  readonly replyTo: MessageId | null
  readonly attachments: readonly AttachmentId[]
}

/** The server's side of a draft. */
export interface DraftPort {
  readonly create: (input: NewDraft) => Promise<Draft>
  readonly edit: (id: DraftId, input: EditDraft) => Promise<Draft>
  readonly remove: (id: DraftId) => Promise<void>
  /** @returns whether it says that the draft was changed elsewhere, or is no more */
  readonly isOutdated: (error: unknown) => boolean
  /** Loads the draft as it is now; null: it is no more. */
  readonly load: (id: DraftId) => Promise<Draft | null>
}

export interface Kept {
  readonly words: Words
  /** As the server has it; null before it was first saved. */
  readonly draft: Draft | null
  readonly state: 'saved' | 'unsaved' | 'saving' | 'failed'
  readonly error: unknown
}

export const EMPTY: Words = { text: '', replyTo: null, attachments: [] }
const SAVE_AFTER_MS = 600

/**
 * Keeps what is being written on the server: saved when the hand rests, one save at a time. Where another device was
 * first, its newer text is taken and the own one handed to `onConflict`.
 */
export class DraftKeeper {
  readonly kept: Store<Kept> = makeStore<Kept>({ words: EMPTY, draft: null, state: 'saved', error: null })
  readonly #port: DraftPort
  readonly #onConflict: (own: Words) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #saving: Promise<void> | null = null
  /** Under which the draft is made: one whose answer was lost is the same one when it is asked for again. */
  #key: string | null = null
  /** The thread that a new draft answers; undefined: that of the last incoming message. */
  threadKey: string | undefined

  constructor(port: DraftPort, onConflict: (own: Words) => void) {
    this.#port = port
    this.#onConflict = onConflict
  }

  /** What the person does: shown at once, saved soon. */
  write(change: Partial<Words>): void {
    const { words } = this.kept.get()
    this.#set({ words: { ...words, ...change }, state: 'unsaved', error: null })
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.settle().catch(() => undefined), SAVE_AFTER_MS)
  }

  /** What the server has: the newest of its drafts begins an empty composer, changes of the open one are taken. */
  follow(drafts: readonly Draft[]): void {
    const { draft, state, words } = this.kept.get()
    if (this.#saving !== null) return
    if (draft === null) {
      const newest = drafts.toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))[0]
      if (newest !== undefined && state === 'saved' && isEmpty(words)) this.open(newest)
      return
    }
    const theirs = drafts.find(({ id }) => id === draft.id)
    if (theirs === undefined) return this.#lose()
    // With words of one's own that are not saved yet, the save finds out.
    if (theirs.revision > draft.revision && state === 'saved') this.open(theirs)
  }

  /** Goes on with a draft. */
  open(draft: Draft): void {
    clearTimeout(this.#timer)
    this.#set({ words: wordsOf(draft), draft, state: 'saved', error: null })
  }

  /** Answers in another thread: what is written goes along. */
  async moveTo(threadKey: string): Promise<void> {
    const draft = await this.settle()
    this.threadKey = threadKey
    if (draft === null) return this.#set({})
    const { words } = this.kept.get()
    await this.#port.remove(draft.id)
    this.#set({ draft: null, words: { ...words, replyTo: null }, state: 'unsaved' })
    await this.settle()
  }

  /** The draft has left, or was thrown away: an empty composer. */
  clear(): void {
    clearTimeout(this.#timer)
    this.#set({ words: EMPTY, draft: null, state: 'saved', error: null })
  }

  /**
   * Saves what is not saved yet.
   * @returns the draft as the server has it; null where there is nothing to keep
   * @throws what the server refused
   */
  async settle(): Promise<Draft | null> {
    clearTimeout(this.#timer)
    while (this.#saving !== null || this.kept.get().state !== 'saved') {
      this.#saving ??= this.#save().finally(() => {
        this.#saving = null
      })
      await this.#saving
    }
    return this.kept.get().draft
  }

  async #save(): Promise<void> {
    const { words, draft } = this.kept.get()
    this.#set({ state: 'saving' })
    try {
      const saved = await this.#put(words, draft)
      const isStill = this.kept.get().words === words
      this.#set({ draft: saved, state: isStill ? 'saved' : 'unsaved' })
    } catch (error) {
      if (draft !== null && this.#port.isOutdated(error)) return await this.#yield(draft.id)
      this.#set({ state: 'failed', error })
      throw error
    }
  }

  async #put(words: Words, draft: Draft | null): Promise<Draft | null> {
    if (draft === null) return isEmpty(words) ? null : await this.#create(words)
    if (isEmpty(words)) {
      await this.#port.remove(draft.id)
      return null
    }
    return await this.#edit(words, draft)
  }

  async #create(words: Words): Promise<Draft> {
    const { text, replyTo, attachments } = words
    this.#key ??= crypto.randomUUID()
    try {
      const made = await this.#port.create({
        key: this.#key,
        text,
        attachments: [...attachments],
        ...(replyTo === null ? {} : { replyTo }),
        ...(this.threadKey === undefined ? {} : { threadKey: this.threadKey }),
      })
      // The words of the first time, where its answer was lost.
      const saved = isSame(wordsOf(made), words) ? made : await this.#edit(words, made)
      this.#key = null
      return saved
    } catch (error) {
      if (this.#port.isOutdated(error)) this.#key = null
      throw error
    }
  }

  #edit({ text, replyTo, attachments }: Words, { id, revision }: Draft): Promise<Draft> {
    return this.#port.edit(id, { revision, text, replyTo, attachments: [...attachments] })
  }

  /** Another device was first: its text is shown, the own one is not lost. */
  async #yield(id: DraftId): Promise<void> {
    const own = this.kept.get().words
    const theirs = await this.#port.load(id)
    if (theirs === null) return this.#set({ draft: null, state: isEmpty(own) ? 'saved' : 'unsaved' })
    this.open(theirs)
    if (own.text !== theirs.text) this.#onConflict(own)
  }

  /** The draft was sent or thrown away elsewhere. */
  #lose(): void {
    const { state } = this.kept.get()
    if (state === 'saved') this.clear()
    else this.#set({ draft: null })
  }

  #set(change: Partial<Kept>): void {
    this.kept.set({ ...this.kept.get(), ...change })
  }
}

export function isEmpty({ text, attachments }: Words): boolean {
  return text.trim() === '' && attachments.length === 0
}

function isSame(one: Words, other: Words): boolean {
  return (
    one.text === other.text &&
    one.replyTo === other.replyTo &&
    one.attachments.join() === other.attachments.join()
  )
}

function wordsOf({ text, replyTo, attachments }: Draft): Words {
  return { text, replyTo, attachments }
}
