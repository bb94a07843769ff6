import type { ChannelKind } from './channel.ts'

const KIB = 1024
const MIB = 1024 * KIB

/** The most that a platform's request may have, in bytes: the edge reads no more of it. */
export const HOOK_MAX_BYTES: Readonly<Record<ChannelKind, number>> = {
  telegram: MIB,
  slack: MIB,
  discord: MIB,
  whatsapp: 3 * MIB,
  x: MIB,
  email: 25 * MIB,
  webhook: MIB,
  mastodon: MIB,
  bluesky: MIB,
}
