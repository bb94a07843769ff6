import type { ConnectX } from '@switchboard/shared-types/api/channels/connect-channel'
import { HOOK_MAX_BYTES } from '@switchboard/shared-types/api/channels/hook-limits'
import type { ChannelKindModule } from '../kind.ts'
import { XSecrets, XState } from './account.ts'
import { connectX, disconnectX, testX } from './connect.ts'
import { authoriseX, refreshX, refreshXAt } from './oauth.ts'
import { locateAnswers } from './locate.ts'
import { parseX } from './parse.ts'
import { pollX } from './poll.ts'
import { pacesAtX, performAtX } from './send.ts'
import { verifyX } from './verify.ts'

/** An account of X: direct messages and mentions by polling, and by webhook where X's app has one. */
export const x: ChannelKindModule<ConnectX, XSecrets, XState> = {
  features: {
    send: true,
    post: true,
    edit: false,
    delete: true,
    react: false,
    attachments: false,
    history: true,
    /** Of a direct message. */
    maxLength: 10_000,
    /** X counts most scripts beside the Latin one double, any address as 23, and lets those who pay write more. */
    maxPostLength: 280,
    countedIn: 'utf16',
  },
  secrets: XSecrets,
  state: XState,
  /** What a hook missed, and whatever webhooks do not say well, comes by polling. */
  intake: ({ secrets }) => (secrets.consumerSecret === null ? 'polling' : 'both'),
  showsHookUrl: true,
  connect: connectX,
  authorise: authoriseX,
  refreshAt: refreshXAt,
  refresh: refreshX,
  test: testX,
  disconnect: disconnectX,
  hook: {
    maxBytes: HOOK_MAX_BYTES.x,
    verify: (request, { secrets }) => verifyX(request, secrets.consumerSecret),
    parse: parseX,
    complete: locateAnswers,
  },
  /** X counts in quarters of an hour, fifteen questions for direct messages. */
  polling: { everyMs: 5 * 60_000, quickMs: 2 * 60_000, poll: pollX },
  idempotent: false,
  paces: pacesAtX,
  perform: performAtX,
}
