import type * as z from 'zod'
import type { OutboundLimits } from '@switchboard/kernel/outbound/limits'
import type { OutboundRequest, OutboundResult } from '@switchboard/kernel/outbound/guarded-fetch'
import type { ChannelFeatures } from '@switchboard/shared-types/api/channels/channel'
import type { ChannelEvent, ThreadRef } from '@switchboard/shared-types/channel-event'
import type {
  HookAnswer,
  HookRequest,
  IncomingMail,
  Outgoing,
} from '@switchboard/shared-types/contracts/channel'
import type { ChannelId } from '@switchboard/shared-types/ids'
import type { NewNotification } from '@switchboard/shared-types/contracts/inbox'
import type { Result } from '@switchboard/shared-types/result'
import type { KeptMail, Mailbox, MailThreads } from '../mail/mailbox.ts'

/** What a kind may reach: the outside through the guard, and the clock. Nothing of the actor. */
export interface World {
  /** No redirect is followed unless `limits` says so: credentials are meant for one address. */
  fetch(request: OutboundRequest, limits?: Partial<OutboundLimits>): Promise<OutboundResult>
  now(): number
  /** For a kind with `mail`; the actor always hands it over. */
  readonly mailbox?: Mailbox
}

/** Opened for one call. `state` is plain JSON that the kind keeps: cursors, the platform's ids of itself. */
export interface Account<Secrets, State> {
  readonly id: ChannelId
  readonly secrets: Secrets
  readonly state: State
}

/** Where the platform finds us. */
export interface Place {
  readonly hookUrl: string
  /** Where the platform's OAuth page sends the person back to. */
  readonly redirectUrl: string
}

/** What connecting, authorising or a refresh leaves behind. */
export interface Credentials<Secrets, State> {
  readonly secrets: Secrets
  readonly state: State
  /** As people at the platform see the account; null until it is authorised. */
  readonly account: string | null
  /** Where the person has to allow it first. Its `state` parameter comes back with the person; the actor checks it. */
  readonly authoriseUrl: string | null
}

export type CredentialsError = 'channel.bad_credentials' | 'channel.bad_settings' | 'channel.unreachable'

/**
 * A verdict over raw bytes, before anything is parsed. `answer`: a handshake that the platform asks for; nothing is
 * stored. A refusal names no secret and no expected value.
 */
export type Verdict =
  | { readonly verdict: 'accept' }
  | { readonly verdict: 'answer'; readonly answer: HookAnswer }
  | { readonly verdict: 'refuse'; readonly status: 400 | 401 | 403 | 405 | 413; readonly reason: string }

/** What was not understood, and why, in one sentence. */
export interface Unreadable {
  readonly reason: string
  readonly body: string
}

/** What one payload holds. What is not understood is kept for inspection beside what is. */
export interface Parsed {
  readonly events: readonly ChannelEvent[]
  readonly unreadable: readonly Unreadable[]
  /** 200 and no body unless the platform wants something else. */
  readonly answer?: HookAnswer
  /** What the house tells the person besides. */
  readonly notices?: readonly NewNotification[]
}

export interface Polled<State> extends Parsed {
  /** Committed together with the events, so that a crash reads the same page again. */
  readonly state: State
  /** More waits right behind this page. */
  readonly more: boolean
  /** Not before this time, in ms since the epoch, because the platform says so; null: at the channel's own rhythm. */
  readonly notBeforeMs: number | null
}

export interface Performed {
  /** `retry`: the platform surely did not take it. `unknown`: it may have. */
  readonly outcome: 'sent' | 'failed' | 'retry' | 'unknown' | 'unauthorised'
  /** One sentence for the person; null when all is well. */
  readonly reason: string | null
  readonly key?: string | null
  readonly url?: string | null
  /** For `retry`: as the platform says, in ms. */
  readonly afterMs?: number | null
  /** The thread's new name, under which it is to be tried again. */
  readonly moved?: ThreadRef
  /** The platform says that this pace's allowance is used up: nothing more of its key for so long. */
  readonly rest?: { readonly key: string; readonly ms: number }
}

/** At most `burst` at once and one more each `everyMs`, of all that has the same key. */
export interface Pace {
  readonly key: string
  readonly burst: number
  readonly everyMs: number
}

export interface File {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

/**
 * One kind of platform: what its wire demands, and nothing of storage, queues or alarms. Pure but for `world`. The
 * actor verifies before it parses, commits before it answers, and never repeats what is not `idempotent` once the
 * outcome is unknown.
 */
export interface ChannelKindModule<Connect, Secrets, State> {
  readonly features: ChannelFeatures
  /** Where what is possible depends on the account: instead of `features`. */
  featuresOf?(state: State): ChannelFeatures
  /** Stored values are checked when they are read, so that an older version's are recognised. */
  readonly secrets: z.ZodType<Secrets>
  readonly state: z.ZodType<State>
  readonly intake: (account: Account<Secrets, State>) => 'hook' | 'polling' | 'both'
  /** The hook's address is to be told to the platform by the person. */
  readonly showsHookUrl: boolean

  /**
   * Tests the credentials at the platform and takes up its side: sets webhooks, begins OAuth.
   * @param before of an account that is connected anew: secrets of ours that others have written down stay the same
   */
  connect(
    world: World,
    id: ChannelId,
    input: Connect,
    place: Place,
    before?: Account<Secrets, State>,
  ): Promise<Result<Credentials<Secrets, State>, CredentialsError>>
  authorise?(
    world: World,
    account: Account<Secrets, State>,
    answer: { readonly code: string; readonly state: string },
    place: Place,
  ): Promise<Result<Credentials<Secrets, State>, CredentialsError>>
  /** When the credentials want a refresh, in ms since the epoch; null: never. */
  refreshAt?(account: Account<Secrets, State>): number | null
  refresh?(
    world: World,
    account: Account<Secrets, State>,
  ): Promise<Result<Credentials<Secrets, State>, CredentialsError>>
  /** Asks the platform whether it still knows us. */
  test(world: World, account: Account<Secrets, State>): Promise<Result<null, CredentialsError>>
  /** Cleans up at the platform; a failure is tried again, and in the end let go. */
  disconnect(world: World, account: Account<Secrets, State>): Promise<Result<null, 'channel.unreachable'>>

  readonly hook?: {
    readonly maxBytes: number
    verify(request: HookRequest, account: Account<Secrets, State>, now: number): Promise<Verdict>
    /**
     * Only called for what `verify` accepted; a throw keeps the payload as unreadable.
     * @returns `mail`: the request is the envelope of one, which goes the way of mail
     */
    parse(
      request: HookRequest,
      account: Account<Secrets, State>,
      now: number,
    ): Parsed | { readonly mail: IncomingMail }
    /**
     * Asks the platform for what a payload does not say, quickly: the platform waits for its answer.
     * @throws where it is not told now: nothing is kept, and the platform sends the payload again
     */
    complete?(world: World, account: Account<Secrets, State>, parsed: Parsed): Promise<Parsed>
    /** A secret of ours that can be made anew. */
    renew?(account: Account<Secrets, State>): { readonly secrets: Secrets; readonly secret: string }
  }
  readonly mail?: {
    /**
     * Reads a mail that is kept already; never throws for what stands in it.
     * @returns what is to run in the transaction that keeps the events
     */
    parse(
      mail: KeptMail,
      account: Account<Secrets, State>,
      now: number,
    ): Promise<(threads: MailThreads) => Parsed>
  }
  readonly polling?: {
    /** Between two polls while little happens, in ms; quicker while there is talk. */
    readonly everyMs: number
    readonly quickMs: number
    /** `channel.bad_credentials`: the platform refuses us; anything else is tried again, with backoff. */
    poll(world: World, account: Account<Secrets, State>): Promise<Result<Polled<State>, CredentialsError>>
  }

  /** Whether the platform recognises a repetition of the same `Outgoing.id`. */
  readonly idempotent: boolean
  /** For how long it does, in ms; for ever where nothing is said. */
  readonly idempotentMs?: number
  /** How fast the platform takes what goes out; its own 429 is obeyed besides. */
  paces(outgoing: Outgoing): readonly Pace[]
  perform(
    world: World,
    account: Account<Secrets, State>,
    outgoing: Outgoing,
    files: readonly File[],
  ): Promise<Performed>
  attachment?(
    world: World,
    account: Account<Secrets, State>,
    ref: string,
  ): Promise<
    Result<
      { readonly type: string; readonly bytes: Uint8Array },
      'attachment.gone' | 'attachment.too_large' | 'channel.unreachable'
    >
  >
}
