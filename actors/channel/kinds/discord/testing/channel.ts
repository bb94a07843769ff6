export interface FakeUser {
  readonly id: string
  readonly username: string
  readonly global_name: string | null
  readonly bot?: boolean
}

export interface FakeAttachment {
  readonly id: string
  readonly filename: string
  readonly content_type: string
  readonly size: number
}

/** A message as Discord keeps it. */
export interface FakeMessage {
  readonly id: string
  readonly author: FakeUser
  readonly type: number
  readonly content: string
  readonly edited_timestamp: string | null
  readonly attachments: readonly FakeAttachment[]
  readonly mentions: readonly FakeUser[]
  readonly message_reference?: { readonly message_id: string }
  readonly nonce?: string
  /** Whom it called, as the sender allowed. */
  readonly allowed_mentions?: unknown
}

/** A channel with all that was said in it. */
export class FakeChannel {
  readonly id: string
  readonly name: string | null
  readonly type: number
  readonly guild: string | null
  readonly messages = new Map<string, FakeMessage>()
  /** The bot's own, by message. */
  readonly reactions = new Map<string, Set<string>>()
  /** The bot may see the channel; what was said there; write there. */
  seen = true
  readable = true
  writable = true
  /** Of a thread: nobody has written there for long. */
  archived = false

  constructor({ id, name = null, type = 0, guild = null }: Partial<FakeChannel> & { id: string }) {
    this.id = id
    this.name = name
    this.type = type
    this.guild = guild
  }

  sorted(): FakeMessage[] {
    return [...this.messages.values()].toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
  }

  /** As `GET /channels/{id}/messages`: the first ones behind `after`, or the last ones; newest first. */
  page(after: string | null, limit: number): FakeMessage[] {
    if (!this.readable) return []
    const behind = this.sorted().filter(({ id }) => after === null || BigInt(id) > BigInt(after))
    return (after === null ? behind.slice(-limit) : behind.slice(0, limit)).toReversed()
  }
}
