import type { ChannelKind } from '@switchboard/shared-types/api/channels/channel'
import {
  ConnectBluesky,
  ConnectDiscord,
  ConnectEmail,
  ConnectMastodon,
  ConnectSlack,
  ConnectTelegram,
  ConnectWebhook,
  ConnectWhatsApp,
  ConnectX,
} from '@switchboard/shared-types/api/channels/connect-channel'
import { bluesky } from './bluesky/bluesky.ts'
import { discord } from './discord/discord.ts'
import { email } from './email/email.ts'
import { enclose } from './enclose.ts'
import type { AnyKind } from './enclose.ts'
import { mastodon } from './mastodon/mastodon.ts'
import { slack } from './slack/slack.ts'
import { telegram } from './telegram/telegram.ts'
import { webhook } from './webhook/webhook.ts'
import { whatsapp } from './whatsapp/whatsapp.ts'
import { x } from './x/x.ts'

/** Every kind that can be connected: one that is named in the contract and has no module here does not compile. */
export const KINDS: Readonly<Record<ChannelKind, AnyKind>> = {
  bluesky: enclose(ConnectBluesky, bluesky),
  discord: enclose(ConnectDiscord, discord),
  mastodon: enclose(ConnectMastodon, mastodon),
  slack: enclose(ConnectSlack, slack),
  telegram: enclose(ConnectTelegram, telegram),
  email: enclose(ConnectEmail, email),
  whatsapp: enclose(ConnectWhatsApp, whatsapp),
  webhook: enclose(ConnectWebhook, webhook),
  x: enclose(ConnectX, x),
}
