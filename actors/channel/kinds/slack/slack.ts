import type { ConnectSlack } from '@switchboard/shared-types/api/channels/connect-channel'
import type { ChannelKindModule } from '../kind.ts'
import { fetchSlackFile } from './attachments.ts'
import { connectSlack, disconnectSlack, testSlack } from './connect.ts'
import { authoriseSlack, refreshSlack, refreshSlackAt } from './oauth.ts'
import { locateReactions } from './locate.ts'
import { parseSlack } from './parse.ts'
import { pollSlack } from './poll.ts'
import { pacesAtSlack, performAtSlack } from './send.ts'
import { SlackSecrets, SlackState } from './state.ts'
import { verifySlack } from './verify.ts'

/** What Slack advises and chat.update enforces; longer messages are cut or refused. */
const MAX_LENGTH = 4_000

/** A Slack app in one workspace: events by hook, and what they missed by reading the history. */
export const slack: ChannelKindModule<ConnectSlack, SlackSecrets, SlackState> = {
  features: {
    send: true,
    post: false,
    edit: true,
    delete: true,
    react: true,
    attachments: true,
    history: true,
    maxLength: MAX_LENGTH,
    countedIn: 'utf16',
  },
  secrets: SlackSecrets,
  state: SlackState,
  intake: () => 'both',
  showsHookUrl: true,
  connect: connectSlack,
  authorise: authoriseSlack,
  refreshAt: refreshSlackAt,
  refresh: refreshSlack,
  test: testSlack,
  disconnect: disconnectSlack,
  hook: {
    maxBytes: 1_000_000,
    verify: (request, { secrets }, now) => verifySlack(request, secrets.signingSecret, now),
    parse: (request, { state }) => parseSlack(request, state),
    complete: locateReactions,
  },
  polling: { everyMs: 15 * 60_000, quickMs: 15 * 60_000, poll: pollSlack },
  idempotent: false,
  paces: pacesAtSlack,
  perform: performAtSlack,
  attachment: fetchSlackFile,
}
