import type { ConnectDiscord } from '@switchboard/shared-types/api/channels/connect-channel'
import type { ChannelKindModule } from '../kind.ts'
import { DiscordSecrets, DiscordState } from './account.ts'
import { fetchAttachment } from './attachments.ts'
import { connectBot, disconnectBot, testBot } from './connect.ts'
import { parseInteraction } from './interactions.ts'
import { authoriseDiscord, refreshDiscord, refreshDiscordAt } from './oauth.ts'
import { pollChannels } from './poll.ts'
import { MAX_MESSAGE, paces, perform } from './send.ts'
import { MAX_INTERACTION_BYTES, verifyInteraction } from './verify.ts'

/** Bots of Discord: commands, buttons and forms by webhook, messages of chosen channels by polling. */
export const discord: ChannelKindModule<ConnectDiscord, DiscordSecrets, DiscordState> = {
  features: {
    send: true,
    post: false,
    edit: true,
    delete: true,
    react: true,
    attachments: true,
    history: false,
    maxLength: MAX_MESSAGE,
    countedIn: 'utf16',
  },
  secrets: DiscordSecrets,
  state: DiscordState,
  intake: ({ state: { channels, servers } }) => (channels.length + servers.length > 0 ? 'both' : 'hook'),
  showsHookUrl: true,
  connect: connectBot,
  authorise: authoriseDiscord,
  refreshAt: refreshDiscordAt,
  refresh: refreshDiscord,
  test: testBot,
  disconnect: disconnectBot,
  hook: { maxBytes: MAX_INTERACTION_BYTES, verify: verifyInteraction, parse: parseInteraction },
  polling: { everyMs: 15_000, quickMs: 3_000, poll: pollChannels },
  idempotent: false,
  paces,
  perform,
  attachment: fetchAttachment,
}
