import type { ChannelKind } from '@switchboard/shared-types/api/channels/channel'
import {
  ConnectEmail,
  ConnectTelegram,
  ConnectWebhook,
} from '@switchboard/shared-types/api/channels/connect-channel'
import { email } from './email/email.ts'
import { enclose } from './enclose.ts'
import type { AnyKind } from './enclose.ts'
import { telegram } from './telegram/telegram.ts'
import { webhook } from './webhook/webhook.ts'

/** Every kind that can be connected. */
export const KINDS: { readonly [Kind in ChannelKind]?: AnyKind } = {
  telegram: enclose(ConnectTelegram, telegram),
  email: enclose(ConnectEmail, email),
  webhook: enclose(ConnectWebhook, webhook),
}
