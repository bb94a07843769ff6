import type { Channel, ChannelKind, UnreadablePayload, UpdateChannel } from '../api/channels/channel.ts'
import type { ConnectChannel } from '../api/channels/connect-channel.ts'
import type { DeliveryState } from '../api/conversations/delivery.ts'
import type { ThreadRef } from '../channel-event.ts'
import type { AttachmentId, ChannelId, ConversationId, InboxId, MessageId } from '../ids.ts'
import type { Result } from '../result.ts'
import type { Trace } from '../trace.ts'
import type { ActorContract } from './actor.ts'

/** A request of a platform, byte for byte: its signature covers these bytes and no others. */
export interface HookRequest {
  readonly method: string
  /** With its query. */
  readonly url: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export interface HookAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A mail as the sender's server handed it over, with its envelope. */
export interface IncomingMail {
  readonly from: string
  readonly to: string
  readonly raw: Uint8Array
}

/** Who let a message leave: a person, a standing permission that names the channel, or an agent whose token may send. */
export interface Approval {
  readonly by: 'person' | 'permission' | 'agent'
  /** Of the inbox, or in a group of the member; of the permission or the token. */
  readonly id: string
  readonly at: string
}

export interface OutgoingFile {
  readonly id: AttachmentId
  readonly name: string
  readonly type: string
  readonly size: number
}

/** Something to be done at the platform. `id` is ours and stays the same over every repetition. */
export interface Outgoing {
  readonly id: MessageId
  /** Who asks, and is told what became of it. */
  readonly from: ConversationId | InboxId
  readonly act:
    | {
        readonly type: 'send'
        readonly thread: ThreadRef
        readonly text: string
        readonly replyTo: string | null
      }
    | { readonly type: 'post'; readonly text: string; readonly after: string | null }
    | { readonly type: 'edit'; readonly thread: ThreadRef; readonly key: string; readonly text: string }
    | { readonly type: 'delete'; readonly thread: ThreadRef; readonly key: string }
    | {
        readonly type: 'react'
        readonly thread: ThreadRef
        readonly key: string
        readonly reactions: readonly string[]
      }
  readonly files: readonly OutgoingFile[]
  readonly approval: Approval
}

/** What became of something outgoing. `step` grows, so an older report never overwrites a newer one. */
export interface DeliveryReport {
  readonly id: MessageId
  readonly step: number
  readonly state: Extract<
    DeliveryState,
    'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown'
  >
  readonly at: string
  /** In one sentence, where it failed, waits or is not known. */
  readonly reason: string | null
  /** The platform's id of what was sent. */
  readonly key: string | null
  readonly url: string | null
}

export type ChannelErrorCode =
  | 'channel.not_found'
  | 'channel.bad_credentials'
  | 'channel.bad_settings'
  | 'channel.unreachable'
  | 'channel.unsupported'

/** Why a platform's request is refused before anything of it is read. */
export type HookErrorCode =
  | 'channel.not_found'
  | 'hook.malformed'
  | 'hook.unsigned'
  | 'hook.refused'
  | 'route.method_not_allowed'
  | 'request.too_large'
  | 'actor.unavailable'

/** A channel that was connected; `authoriseUrl` where the person has to allow it at the platform first. */
export interface Connected {
  readonly channel: Channel
  readonly authoriseUrl: string | null
}

/** The secret that a platform or a self-hoster needs to sign for us: told once, when it is made. */
export interface HookSecret {
  readonly url: string
  readonly secret: string
}

/**
 * One per connected account. Called by the edge (hooks of platforms, mail, all that a person does), conversations and
 * inboxes (enqueue) and identity (purge). Whatever a person asks names the inbox that it is asked for, and a channel
 * of another inbox is not found.
 */
export interface ChannelContract extends ActorContract<ChannelId> {
  /** Tests the credentials at the platform, then keeps them sealed. With a channel that exists: brings new ones. */
  connectAccount(
    id: ChannelId,
    trace: Trace,
    owner: InboxId,
    input: ConnectChannel,
  ): Promise<Result<Connected, ChannelErrorCode>>
  /** The way back from the platform's OAuth page. */
  authorise(
    id: ChannelId,
    trace: Trace,
    owner: InboxId,
    answer: { code: string; state: string },
  ): Promise<Result<Channel, ChannelErrorCode>>
  channel(id: ChannelId, trace: Trace, owner: InboxId): Promise<Result<Channel, 'channel.not_found'>>
  update(
    id: ChannelId,
    trace: Trace,
    owner: InboxId,
    input: UpdateChannel,
  ): Promise<Result<Channel, 'channel.not_found'>>
  /** Asks the platform whether the credentials are still good. */
  testAccount(id: ChannelId, trace: Trace, owner: InboxId): Promise<Result<Channel, ChannelErrorCode>>
  /** Makes the hook's secret anew, where it is ours to make. */
  renewHookSecret(
    id: ChannelId,
    trace: Trace,
    owner: InboxId,
  ): Promise<Result<HookSecret, 'channel.not_found' | 'channel.unsupported'>>
  /** Cleans up at the platform, then forgets everything; what it brought stays in its conversations. */
  disconnect(id: ChannelId, trace: Trace, owner: InboxId): Promise<Result<null, 'channel.not_found'>>
  unreadable(
    id: ChannelId,
    trace: Trace,
    owner: InboxId,
  ): Promise<Result<UnreadablePayload[], 'channel.not_found'>>

  /**
   * A platform's request: verified over its raw bytes, durable before the answer. A failure is a refusal of ours, with
   * nothing stored; `actor.unavailable`: it could not be kept, so the platform is to send it again.
   */
  hook(
    id: ChannelId,
    trace: Trace,
    kind: ChannelKind,
    request: HookRequest,
  ): Promise<Result<HookAnswer, HookErrorCode>>
  /** A message of a queue that this installation binds, which is trusted as its producers are. Body as of a hook. */
  ingest(
    id: ChannelId,
    trace: Trace,
    body: Uint8Array,
  ): Promise<Result<null, 'channel.not_found' | 'channel.unsupported'>>
  /** A mail of the Email Worker: a Result is given once it is stored; a throw lets the sender's server repeat. */
  takeMail(
    id: ChannelId,
    trace: Trace,
    mail: IncomingMail,
  ): Promise<Result<null, 'channel.not_found' | 'mail.refused'>>

  /** Takes something to do at the platform into its queue, once per id; reports come over the outbox. */
  enqueue(
    id: ChannelId,
    trace: Trace,
    owner: InboxId,
    outgoing: Outgoing,
  ): Promise<Result<null, 'channel.not_found' | 'channel.unsupported'>>
  /** Bytes of a file that lies with the platform. */
  attachment(
    id: ChannelId,
    trace: Trace,
    owner: InboxId,
    ref: string,
  ): Promise<
    Result<
      { readonly type: string; readonly bytes: Uint8Array },
      'channel.not_found' | 'attachment.gone' | 'attachment.too_large' | 'channel.unreachable'
    >
  >
  purge(id: ChannelId, trace: Trace): Promise<Result<null>>
}
