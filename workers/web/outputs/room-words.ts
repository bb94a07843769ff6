import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import { lettersLeft } from '../conversations/composer/length.ts'

/** How much of a part fits into a channel, as that channel counts. */
export function roomWords(
  part: string,
  { name, features }: Channel,
): { readonly text: string; readonly isTooLong: boolean } {
  const left = lettersLeft(
    part,
    { ...features, maxLength: features.maxPostLength ?? features.maxLength },
    false,
  )
  const isTooLong = left < 0
  return { text: isTooLong ? `${name}: ${-left} too long` : `${name}: ${left} left`, isTooLong }
}
