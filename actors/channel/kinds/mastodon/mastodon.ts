import type { ConnectMastodon } from '@switchboard/shared-types/api/channels/connect-channel'
import { err, ok } from '@switchboard/shared-types/result'
import type { ChannelKindModule } from '../kind.ts'
import { MastodonSecrets, MastodonState } from './account.ts'
import { connectMastodon, testMastodon } from './connect.ts'
import { pollMastodon } from './poll.ts'
import { pacesAtMastodon, performAtMastodon } from './send.ts'

const FEATURES = {
  send: true,
  post: true,
  edit: true,
  delete: true,
  react: true,
  attachments: true,
  history: true,
  maxLength: 500,
  countedIn: 'graphemes',
} as const

/** An account of the Fediverse: mentions by polling, answers and posts out. */
export const mastodon: ChannelKindModule<ConnectMastodon, MastodonSecrets, MastodonState> = {
  features: FEATURES,
  featuresOf: ({ maxLength }) => ({ ...FEATURES, maxLength }),
  secrets: MastodonSecrets,
  state: MastodonState,
  intake: () => 'polling',
  showsHookUrl: false,
  connect: connectMastodon,
  test: testMastodon,
  /** The token is the person's own. */
  disconnect: async () => ok(null),
  polling: { everyMs: 60_000, quickMs: 30_000, poll: pollMastodon },
  idempotent: true,
  /** Mastodon keeps an Idempotency-Key for an hour; a little less, for the way there. */
  idempotentMs: 55 * 60_000,
  paces: pacesAtMastodon,
  perform: performAtMastodon,
  /** Media lies at public addresses: no token goes along. */
  attachment: async (world, _, url) => {
    const result = await world.fetch({ url }, { maxRedirects: 3 })
    if (!result.ok) {
      const tooLarge = result.error.code === 'outbound.too_large'
      return err(tooLarge ? 'attachment.too_large' : 'channel.unreachable', result.error.message)
    }
    const { status, headers, body } = result.value
    if (status === 404 || status === 410) return err('attachment.gone', 'The file is no longer there.')
    if (status !== 200) return err('channel.unreachable', `The instance answered with status ${status}.`)
    return ok({ type: headers.get('content-type') ?? 'application/octet-stream', bytes: body })
  },
}
