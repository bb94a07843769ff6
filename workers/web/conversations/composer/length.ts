import type { ChannelFeatures } from '@switchboard/shared-types/api/channels/channel'
import { longestText, textLength } from '@switchboard/shared-types/text-length'

/** @returns how much more the platform takes in one message, as it counts; negative: it is too long */
export function lettersLeft(text: string, features: ChannelFeatures, hasFiles: boolean): number {
  return longestText(features, hasFiles) - textLength(text, features.countedIn)
}

/** Worth saying only when it matters. */
export function isNearLimit(left: number, { maxLength }: ChannelFeatures): boolean {
  return left < Math.min(500, Math.max(60, maxLength * 0.15))
}
