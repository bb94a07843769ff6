import { newId } from '@switchboard/shared-types/ids'
import type { ChannelFeatures } from '@switchboard/shared-types/api/channels/channel'
import type { ConnectWebhook } from '@switchboard/shared-types/api/channels/connect-channel'
import { MAX_TEXT } from '@switchboard/shared-types/channel-event'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Account, ChannelKindModule, CredentialsError, Verdict, World } from '../kind.ts'
import { isSigned, newSecret } from '../wire/standard-webhooks.ts'
import { WebhookSecrets, WebhookState } from './account.ts'
import { fetchFile } from './fetch-file.ts'
import { parseRequest } from './parse.ts'
import { perform, post } from './send.ts'

const FEATURES: ChannelFeatures = {
  send: true,
  post: true,
  edit: true,
  delete: true,
  react: true,
  attachments: true,
  history: false,
  maxLength: MAX_TEXT,
  countedIn: 'utf16',
}
const LISTENS: ChannelFeatures = {
  ...FEATURES,
  send: false,
  post: false,
  edit: false,
  delete: false,
  react: false,
  attachments: false,
}

/** Signed in, signed out, by the Standard Webhooks scheme: whatever can send a POST can be connected. */
export const webhook: ChannelKindModule<ConnectWebhook, WebhookSecrets, WebhookState> = {
  features: FEATURES,
  featuresOf: ({ sendUrl }) => (sendUrl === null ? LISTENS : FEATURES),
  secrets: WebhookSecrets,
  state: WebhookState,
  intake: () => 'hook',
  showsHookUrl: true,
  connect: async (_world, _id, { sendUrl = null }, _place, before) => {
    const secret = before?.secrets.secret ?? newSecret()
    return ok({ secrets: { secret }, state: { sendUrl }, account: null, authoriseUrl: null })
  },
  test,
  disconnect: async () => ok(null),
  hook: {
    maxBytes: 1024 * 1024,
    verify: async (request, { secrets }, now): Promise<Verdict> => {
      if (request.method !== 'POST') return { verdict: 'refuse', status: 405, reason: 'A webhook is a POST.' }
      if (await isSigned(request, secrets.secret, now)) return { verdict: 'accept' }
      return { verdict: 'refuse', status: 401, reason: 'The signature is missing, wrong or too old.' }
    },
    parse: parseRequest,
    renew: () => {
      const secret = newSecret()
      return { secrets: { secret }, secret }
    },
  },
  idempotent: true,
  // Who receives it says so with a 429.
  paces: () => [],
  perform,
  attachment: (world, _account, ref) => fetchFile(world, ref),
}

/** Posts a signed `{"type":"ping"}`. */
async function test(
  world: World,
  { secrets, state }: Account<WebhookSecrets, WebhookState>,
): Promise<Result<null, CredentialsError>> {
  if (state.sendUrl === null) return ok(null)
  const answer = await post(world, state.sendUrl, secrets.secret, newId('msg'), { type: 'ping' })
  if (!answer.ok) return err('channel.unreachable', answer.error.message)
  const { status } = answer.value
  if (status >= 200 && status < 300) return ok(null)
  const code = status === 401 || status === 403 ? 'channel.bad_credentials' : 'channel.unreachable'
  return err(code, `The webhook answered a ping with status ${status}.`)
}
