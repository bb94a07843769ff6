import { ok } from '@switchboard/shared-types/result'
import type { ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { Result } from '@switchboard/shared-types/result'
import type { CredentialsError, Polled, Unreadable, World } from '../kind.ts'
import type { DiscordAccount, DiscordState, ReadChannel } from './account.ts'
import { lookAgain } from './channels.ts'
import { botOf, refusalOf } from './errors.ts'
import type { Undone } from './errors.ts'
import { callDiscord } from './rest-api.ts'
import type { Answer } from './rest-api.ts'
import { PAGE, readPage } from './window.ts'

/** Enough for one commit; the rest is read right after it. */
const MAX_EVENTS = 200
/** 10,000 refusals in ten minutes end in a ban of the address, so a closed channel is rarely asked for. */
const CLOSED_FOR_MS = 60 * 60_000

/**
 * Reads what is new in each channel. Discord pushes no messages but over its gateway socket, which would keep this
 * actor awake for ever, so they are polled.
 */
export async function pollChannels(
  world: World,
  account: DiscordAccount,
): Promise<Result<Polled<DiscordState>, CredentialsError>> {
  const looked = await lookAgain(world, account)
  if (!looked.ok) return looked
  const round = new Round(world, looked.value)
  for (const channel of looked.value.state.channels) {
    const stopped = await round.read(channel)
    if (stopped !== null) return stopped
    if (round.full) break
  }
  return round.end()
}

/** One time through the channels. */
class Round {
  readonly #world: World
  readonly #account: DiscordAccount
  readonly #events: ChannelEvent[] = []
  readonly #unreadable: Unreadable[] = []
  readonly #read = new Map<string, ReadChannel>()
  #more = false
  #notBeforeMs: number | null = null

  constructor(world: World, account: DiscordAccount) {
    this.#world = world
    this.#account = account
  }

  get full(): boolean {
    return this.#events.length >= MAX_EVENTS
  }

  /** @returns the end of the round where Discord wants no more of it */
  async read(channel: ReadChannel): Promise<Result<Polled<DiscordState>, CredentialsError> | null> {
    if (channel.closedUntil !== null && this.#world.now() < channel.closedUntil) return null
    const path = `/channels/${channel.id}/messages?after=${channel.base}&limit=${PAGE}`
    const answer = await callDiscord(this.#world, botOf(this.#account), { method: 'GET', path })
    if (answer.kind !== 'done') return this.#fail(channel, answer)
    this.#rest(answer.restMs)
    this.#take(channel, answer)
    return null
  }

  end(): Result<Polled<DiscordState>, CredentialsError> {
    const { state } = this.#account
    const channels = state.channels.map((channel) => this.#read.get(channel.id) ?? channel)
    return ok({
      events: this.#events,
      unreadable: this.#unreadable,
      state: { ...state, channels },
      more: this.#more || this.full,
      notBeforeMs: this.#notBeforeMs,
    })
  }

  #take(channel: ReadChannel, { result }: Extract<Answer, { kind: 'done' }>): void {
    const page = Array.isArray(result) ? result : []
    const reading = readPage(channel, page, this.#account.state.botId, this.#world.now())
    this.#events.push(...reading.events)
    this.#unreadable.push(...reading.unreadable)
    this.#read.set(channel.id, { ...reading.channel, closedUntil: null })
    this.#more ||= page.length >= PAGE
  }

  #fail(channel: ReadChannel, answer: Undone): Result<Polled<DiscordState>, CredentialsError> | null {
    if (answer.kind === 'refused' && answer.status === 429) {
      this.#rest(answer.retryAfterMs)
      return this.end()
    }
    if (answer.kind !== 'refused' || answer.status === 401) return refusalOf(answer)
    this.#read.set(channel.id, { ...channel, closedUntil: this.#world.now() + CLOSED_FOR_MS })
    return null
  }

  #rest(ms: number | null): void {
    if (ms === null) return
    this.#notBeforeMs = Math.max(this.#notBeforeMs ?? 0, this.#world.now() + ms)
  }
}
