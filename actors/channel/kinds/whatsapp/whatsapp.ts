import type { ConnectWhatsApp } from '@switchboard/shared-types/api/channels/connect-channel'
import { ok } from '@switchboard/shared-types/result'
import type { ChannelKindModule } from '../kind.ts'
import { WhatsAppSecrets, WhatsAppState } from './account.ts'
import { connectWhatsApp, renewVerifyToken, testWhatsApp } from './connect.ts'
import { fetchMedia } from './media.ts'
import { parseWhatsApp } from './parse.ts'
import { MAX_CAPTION, MAX_MESSAGE, pacesAtWhatsApp, performAtWhatsApp } from './send.ts'
import { verifyWhatsApp } from './verify.ts'

/** A phone number at the WhatsApp Cloud API: all comes in by hook, and there is no history to read. */
export const whatsapp: ChannelKindModule<ConnectWhatsApp, WhatsAppSecrets, WhatsAppState> = {
  features: {
    send: true,
    post: false,
    edit: false,
    delete: false,
    react: true,
    attachments: true,
    history: false,
    maxLength: MAX_MESSAGE,
    maxCaptionLength: MAX_CAPTION,
    countedIn: 'utf16',
  },
  secrets: WhatsAppSecrets,
  state: WhatsAppState,
  intake: () => 'hook',
  showsHookUrl: true,
  connect: connectWhatsApp,
  test: testWhatsApp,
  /** The hook is set in the app, by the person, and for all numbers of the app at once: it is not ours to take away. */
  disconnect: async () => ok(null),
  hook: {
    maxBytes: 3_000_000,
    verify: (request, { secrets }) => verifyWhatsApp(request, secrets),
    parse: (request, { state }) => parseWhatsApp(request, state),
    renew: renewVerifyToken,
  },
  idempotent: false,
  paces: pacesAtWhatsApp,
  perform: performAtWhatsApp,
  attachment: fetchMedia,
}
