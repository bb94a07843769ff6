import type { FakeChannel } from './channel.ts'
import { Refusal } from './refusal.ts'

export interface FakeGuild {
  readonly id: string
  readonly name: string
  /** The bot is in it. */
  member: boolean
}

const THREADS = new Set([10, 11, 12])

/** The servers that there are, and those that the bot is in. */
export class Guilds {
  readonly #all = new Map<string, FakeGuild>()

  open(guild: FakeGuild): FakeGuild {
    this.#all.set(guild.id, guild)
    return guild
  }

  get(id: string): FakeGuild {
    const guild = this.#all.get(id)
    if (guild === undefined) throw new Refusal(404, 10_004, 'Unknown Guild')
    return guild
  }

  /** A channel of a server that the bot is not in is not shown to it. */
  shows({ guild }: FakeChannel): boolean {
    return guild === null || this.#all.get(guild)?.member !== false
  }

  /** `/users/@me/guilds`: by their ids, at most 200 at once. */
  list(query: URLSearchParams): object[] {
    const limit = Number(query.get('limit') ?? 200)
    if (!(limit >= 1 && limit <= 200)) throw new Refusal(400, 50_035, 'Invalid Form Body')
    const after = BigInt(query.get('after') ?? 0)
    const mine = [...this.#all.values()].filter(({ id, member }) => member && BigInt(id) > after)
    return mine.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)).slice(0, limit)
  }

  leave(id: string): null {
    this.#inside(id).member = false
    return null
  }

  /** `/guilds/{id}/channels`, which holds no threads, or `/guilds/{id}/threads/active`. */
  channels(id: string, what: string | undefined, all: Iterable<FakeChannel>): FakeChannel[] {
    this.#inside(id)
    const isWanted = ({ type, archived }: FakeChannel): boolean =>
      what === 'threads' ? THREADS.has(type) && !archived : !THREADS.has(type)
    return [...all].filter((channel) => channel.guild === id && isWanted(channel))
  }

  #inside(id: string): FakeGuild {
    const guild = this.get(id)
    if (!guild.member) throw new Refusal(403, 50_001, 'Missing Access')
    return guild
  }
}
