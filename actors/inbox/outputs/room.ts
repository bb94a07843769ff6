import type { Channel, ChannelFeatures } from '@switchboard/shared-types/api/channels/channel'

type Unit = ChannelFeatures['countedIn']

/** How long one post may be, in each way of counting that a channel uses. */
export type Room = ReadonlyMap<Unit, number>

/** Where no channel is chosen yet: what nearly every platform takes. */
const ANYWHERE: Room = new Map([['graphemes', 280]])

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const utf8 = new TextEncoder()

/** @returns what fits all of these channels */
export function roomOf(channels: readonly Pick<Channel, 'features'>[]): Room {
  if (channels.length === 0) return ANYWHERE
  const room = new Map<Unit, number>()
  for (const { features } of channels) {
    const { countedIn, maxLength, maxPostLength = maxLength } = features
    room.set(countedIn, Math.min(maxPostLength, room.get(countedIn) ?? maxPostLength))
  }
  return room
}

/** @param spare so much is to be left over, in characters of ASCII */
export function fits(text: string, room: Room, spare = 0): boolean {
  return room.entries().every(([unit, most]) => isWithin(text, unit, most - spare))
}

function isWithin(text: string, unit: Unit, most: number): boolean {
  // No text has more graphemes than UTF-16 units; counting them is slow.
  if (unit === 'graphemes' && text.length <= most) return true
  return lengthIn(unit, text) <= most
}

/** @returns how long a platform says that a text is */
export function lengthIn(unit: Unit, text: string): number {
  switch (unit) {
    case 'utf16':
      return text.length
    case 'bytes':
      return utf8.encode(text).length
    case 'graphemes':
      return [...graphemes.segment(text)].length
  }
}
