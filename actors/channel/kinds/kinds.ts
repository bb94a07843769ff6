import type { ChannelKind } from '@switchboard/shared-types/api/channels/channel'
import { ConnectSlack, ConnectTelegram } from '@switchboard/shared-types/api/channels/connect-channel'
import { enclose } from './enclose.ts'
import type { AnyKind } from './enclose.ts'
import { slack } from './slack/slack.ts'
import { telegram } from './telegram/telegram.ts'

/** Every kind that can be connected. */
export const KINDS: { readonly [Kind in ChannelKind]?: AnyKind } = {
  slack: enclose(ConnectSlack, slack),
  telegram: enclose(ConnectTelegram, telegram),
}
