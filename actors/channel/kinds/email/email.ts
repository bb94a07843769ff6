import type { ConnectEmail } from '@switchboard/shared-types/api/channels/connect-channel'
import { HOOK_MAX_BYTES } from '@switchboard/shared-types/api/channels/hook-limits'
import { MAX_TEXT } from '@switchboard/shared-types/channel-event'
import { ok } from '@switchboard/shared-types/result'
import type { ChannelFeatures } from '@switchboard/shared-types/api/channels/channel'
import type { ChannelKindModule } from '../kind.ts'
import { newSecret } from '../wire/standard-webhooks.ts'
import { attachment } from './attachment.ts'
import { connect, testSending } from './connect.ts'
import { mailOf, verifyHandover } from './hook.ts'
import { readKept } from './read-kept.ts'
import { perform } from './send/perform.ts'
import { EmailSecrets, EmailState } from './settings.ts'

const FEATURES: ChannelFeatures = {
  send: true,
  post: false,
  edit: false,
  delete: false,
  react: false,
  attachments: true,
  history: false,
  maxLength: MAX_TEXT,
  countedIn: 'utf16',
}

/** E-mail: in by Cloudflare's Email Worker or a signed handover, out on the way that the person chose. */
export const email: ChannelKindModule<ConnectEmail, EmailSecrets, EmailState> = {
  features: FEATURES,
  featuresOf: ({ sending }) =>
    sending === 'nothing' ? { ...FEATURES, send: false, attachments: false } : FEATURES,
  secrets: EmailSecrets,
  state: EmailState,
  intake: () => 'hook',
  showsHookUrl: true,
  connect,
  test: (world, { secrets }) => testSending(world, secrets.sending),
  disconnect: async () => ok(null),
  hook: {
    maxBytes: HOOK_MAX_BYTES.email,
    verify: verifyHandover,
    parse: (request) => ({ mail: mailOf(request) }),
    renew: ({ secrets }) => {
      const secret = newSecret()
      return { secrets: { ...secrets, hookSecret: secret }, secret }
    },
  },
  mail: { parse: readKept },
  // Resend alone is, and says so itself by what `perform` answers.
  idempotent: false,
  // Mail has no common limit; a provider's own is obeyed.
  paces: () => [],
  perform,
  attachment: (world, _account, ref) => attachment(world, ref),
}
