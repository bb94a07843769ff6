import type { ChannelFeatures } from './api/channels/channel.ts'

/** @returns the longest text that a channel takes in one message, counted as `countedIn` says */
export function longestText(
  { maxLength, maxCaptionLength = maxLength }: Pick<ChannelFeatures, 'maxLength' | 'maxCaptionLength'>,
  hasFiles: boolean,
): number {
  return hasFiles ? Math.min(maxLength, maxCaptionLength) : maxLength
}

/** @returns how long a text is as a platform counts: UTF-16 units, graphemes (UAX #29) or bytes of UTF-8 */
export function textLength(text: string, countedIn: ChannelFeatures['countedIn']): number {
  switch (countedIn) {
    case 'utf16':
      return text.length
    case 'graphemes':
      return Array.from(new Intl.Segmenter().segment(text)).length
    case 'bytes':
      return new TextEncoder().encode(text).length
  }
}
