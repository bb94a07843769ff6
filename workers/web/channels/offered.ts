import type { ChannelKind } from '@switchboard/shared-types/api/channels/channel'

/** The kinds that this server can connect, in the order in which they are offered. */
export const OFFERED: readonly ChannelKind[] = [
  'telegram',
  'email',
  'slack',
  'discord',
  'whatsapp',
  'x',
  'mastodon',
  'bluesky',
  'webhook',
]
