import type { Author, ThreadRef } from '@switchboard/shared-types/channel-event'
import { cut } from '../wire/cut.ts'
import type { Channel, User } from './wire.ts'

/** Direct messages, and those of several people. */
const DIRECT = 1
const GROUP_DIRECT = 3

interface Place {
  readonly id: string
  readonly guild: string | null
  readonly kind: 'direct' | 'group'
  readonly title: string | null
}

/** A thread of Discord is a channel of its own, so the channel's id names every thread of talk. */
export function threadOf({ id, guild, kind, title }: Place): ThreadRef {
  return { key: id, kind, title, url: `https://discord.com/channels/${guild ?? '@me'}/${id}` }
}

/** @param partner who the bot talks to, where the channel does not say */
export function placeOf(channel: Channel, guild: string | null, partner: User | null = null): Place {
  const { id, type, name, recipients = [] } = channel
  const names = (recipients.length > 0 || partner === null ? recipients : [partner]).map(nameOf).join(', ')
  const direct = type === DIRECT || type === GROUP_DIRECT
  const title = direct ? name || names : name && `#${name}`
  return {
    id,
    guild: channel.guild_id ?? guild,
    kind: type === DIRECT ? 'direct' : 'group',
    title: title ? cut(title, 300) : null,
  }
}

export function authorOf(user: User, botId: string): Author {
  const { id, username, bot = false } = user
  return { key: id, name: nameOf(user), handle: cut(`@${username}`, 300), self: id === botId, bot }
}

export function nameOf({ global_name: name, username }: User): string {
  return cut(name || username, 300)
}
