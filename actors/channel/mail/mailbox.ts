import type { Nature } from '@switchboard/shared-types/channel-event'
import type { IncomingMail } from '@switchboard/shared-types/contracts/channel'

/** A mail whose raw source lies in the channel's storage. */
export interface KeptMail extends IncomingMail {
  /** Names the raw source: the hash of its bytes, so that the same mail has the same id. */
  readonly id: string
  readonly at: string
}

/** To whom and under which headers an answer to a letter goes. */
export interface AnswerTo {
  readonly to: readonly string[]
  readonly cc: readonly string[]
  /** Of the letter that is answered, as it stood there. */
  readonly subject: string
  /** The letter itself comes last. Each in angle brackets. */
  readonly references: readonly string[]
}

/** A letter, by what threads it: ids stand in their angle brackets. */
export interface NewLetter {
  readonly messageId: string
  /** In-Reply-To first, then References from the last to the first. */
  readonly related: readonly string[]
  /** The thread that a reply address of ours names: where nothing else tells it. */
  readonly token: string | null
  readonly nature: Nature
  readonly answer: AnswerTo
}

export interface PlacedLetter {
  readonly thread: string
  /** Threads that this letter shows to be the same one; they are no more. */
  readonly joined: readonly string[]
}

/** Which mail belongs to which thread. Synchronous: part of the transaction that keeps the events. */
export interface MailThreads {
  place(letter: NewLetter): PlacedLetter
  /** The thread under whose key a letter left here; null for any other letter. */
  threadOfOurs(messageId: string): string | null
  /** The id by which the conversation knows a letter of ours that left under another one; any other id as it is. */
  ownIdOf(messageId: string): string
  /** Whether this newsletter is seen for the first time; from then on it is not. */
  isNewList(list: string): boolean
}

export interface OwnLetter {
  readonly messageId: string
  readonly thread: string
  /** The letter that it answers. */
  readonly answers: string | null
  /** A rule sends it, not a person. */
  readonly auto: boolean
  readonly answer: AnswerTo
}

/** What a channel of mail remembers for its answers, and the way out that the platform gives it. */
export interface Mailbox {
  raw(id: string): Promise<Uint8Array | null>
  /**
   * What an answer answers: the letter named, or else the newest that came in; the same over every repetition.
   * @param messageId of the answer
   * @returns null when nobody is there to answer
   */
  answerTo(question: {
    readonly thread: string
    readonly replyTo: string | null
    readonly messageId: string
  }): (AnswerTo & { readonly messageId: string; readonly nature: Nature }) | null
  /**
   * Remembers a letter before it leaves, so that what answers it is recognised; the same one again changes nothing.
   * @returns false when a rule has answered that letter before with another one
   */
  leaves(letter: OwnLetter): boolean
  /** Remembers the id that the platform has put in place of a letter's own, so that what answers it is recognised. */
  leftAs(messageId: string, platformId: string): void
  /**
   * Cloudflare's `send_email` binding; null where the house has none. Throws what the platform throws.
   * @returns the Message-ID under which the mail left, in its angle brackets: the platform makes its own
   */
  readonly send: ((from: string, to: string, raw: string) => Promise<string>) | null
}
