import type { ChannelKind, ChannelState } from '@switchboard/shared-types/api/channels/channel'
import {
  AtSign,
  Cloud,
  Gamepad2,
  Hash,
  Mail,
  Megaphone,
  Phone,
  Send,
  Webhook,
  type LucideIcon,
} from 'lucide-react'

export const KIND_WORDS: Record<ChannelKind, string> = {
  telegram: 'Telegram',
  slack: 'Slack',
  discord: 'Discord',
  whatsapp: 'WhatsApp',
  x: 'X',
  email: 'E-mail',
  webhook: 'Webhook',
  mastodon: 'Mastodon',
  bluesky: 'Bluesky',
}

export const KIND_ICONS: Record<ChannelKind, LucideIcon> = {
  telegram: Send,
  slack: Hash,
  discord: Gamepad2,
  whatsapp: Phone,
  x: AtSign,
  email: Mail,
  webhook: Webhook,
  mastodon: Megaphone,
  bluesky: Cloud,
}

export const STATE_WORDS: Record<ChannelState, string> = {
  authorising: 'Waits for you at the platform',
  connected: 'Connected',
  failing: 'Failing at the moment',
  unauthorised: 'Needs new credentials',
  paused: 'Paused',
  disconnecting: 'Disconnecting',
}
