import type { ConnectTelegram } from '@switchboard/shared-types/api/channels/connect-channel'
import type { ChannelKindModule } from '../kind.ts'
import { TelegramSecrets, TelegramState } from './account.ts'
import { fetchAttachment } from './attachments.ts'
import { connectBot, disconnectBot } from './connect.ts'
import { MAX_CAPTION } from './files.ts'
import { testBot } from './health.ts'
import { parseRequest } from './parse.ts'
import { poll } from './poll.ts'
import { MAX_MESSAGE, paces, perform } from './send.ts'
import { MAX_UPDATE_BYTES, verifyUpdate } from './verify.ts'

/** Bots of Telegram, over the Bot API. Telegram tells bots neither deletions nor what was said before. */
export const telegram: ChannelKindModule<ConnectTelegram, TelegramSecrets, TelegramState> = {
  features: {
    send: true,
    post: false,
    edit: true,
    delete: true,
    react: true,
    attachments: true,
    history: false,
    maxLength: MAX_MESSAGE,
    maxCaptionLength: MAX_CAPTION,
    countedIn: 'utf16',
  },
  secrets: TelegramSecrets,
  state: TelegramState,
  // A webhook is watched: what Telegram could not bring shows only there.
  intake: ({ state }) => (state.intake === 'hook' ? 'both' : 'polling'),
  showsHookUrl: false,
  connect: connectBot,
  test: testBot,
  disconnect: disconnectBot,
  hook: { maxBytes: MAX_UPDATE_BYTES, verify: verifyUpdate, parse: parseRequest },
  polling: { everyMs: 10_000, quickMs: 2_000, poll },
  idempotent: false,
  paces,
  perform,
  attachment: fetchAttachment,
}
