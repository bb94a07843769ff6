import type { ConnectBluesky } from '@switchboard/shared-types/api/channels/connect-channel'
import type { ChannelKindModule } from '../kind.ts'
import { BlueskySecrets, BlueskyState } from './account.ts'
import { pollBluesky } from './poll.ts'
import { pacesAtBluesky, performAtBluesky } from './send.ts'
import {
  connectBluesky,
  disconnectBluesky,
  refreshBluesky,
  refreshBlueskyAt,
  testBluesky,
} from './session.ts'
import { fetchPicture } from './upload.ts'

/** An account of Bluesky: mentions and answers by polling, answers and posts out. */
export const bluesky: ChannelKindModule<ConnectBluesky, BlueskySecrets, BlueskyState> = {
  features: {
    send: true,
    post: true,
    edit: false,
    delete: true,
    react: true,
    attachments: true,
    history: true,
    maxLength: 300,
    countedIn: 'graphemes',
  },
  secrets: BlueskySecrets,
  state: BlueskyState,
  intake: () => 'polling',
  showsHookUrl: false,
  connect: connectBluesky,
  refreshAt: refreshBlueskyAt,
  refresh: refreshBluesky,
  test: testBluesky,
  disconnect: disconnectBluesky,
  polling: { everyMs: 60_000, quickMs: 20_000, poll: pollBluesky },
  idempotent: true,
  paces: pacesAtBluesky,
  perform: performAtBluesky,
  attachment: (world, _, ref) => fetchPicture(world, ref),
}
