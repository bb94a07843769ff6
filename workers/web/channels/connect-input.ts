import { ConnectChannel } from '@switchboard/shared-types/api/channels/connect-channel'
import type { ChannelKind } from '@switchboard/shared-types/api/channels/channel'
import { formSecret, formText } from '../ui/form-text.ts'

/** What a form says about an account, by the same rules as the server's; a problem is one sentence. */
export function readConnect(
  kind: ChannelKind,
  form: HTMLFormElement,
): { readonly input: ConnectChannel } | { readonly problem: string } {
  const parsed = ConnectChannel.safeParse({ kind, ...given(form, 'name', 'baseUrl'), ...partsOf(kind, form) })
  if (parsed.success) return { input: parsed.data }
  const [issue] = parsed.error.issues
  return { problem: `${issue?.path.join('.') ?? 'The form'}: ${issue?.message ?? 'is not complete'}` }
}

function partsOf(kind: ChannelKind, form: HTMLFormElement): Record<string, unknown> {
  switch (kind) {
    case 'telegram':
      return given(form, 'botToken', 'intake')
    case 'slack':
      return { ...given(form, 'signingSecret'), access: slackAccess(form) }
    case 'discord':
      return {
        ...given(form, 'botToken', 'clientSecret'),
        channels: formText(form, 'channels')
          .split(/[\s,;]+/)
          .filter((id) => id !== ''),
      }
    case 'whatsapp':
      return given(form, 'accessToken', 'appSecret', 'phoneNumberId')
    case 'x':
      return given(form, 'clientId', 'clientSecret', 'consumerSecret', 'bearerToken')
    case 'email':
      return {
        ...given(form, 'address'),
        sending: sendingOf(form),
        subAddresses: new FormData(form).has('subAddresses'),
      }
    case 'webhook':
      return given(form, 'sendUrl')
    case 'mastodon':
      return given(form, 'accessToken')
    case 'bluesky':
      return given(form, 'identifier', 'appPassword')
  }
}

function slackAccess(form: HTMLFormElement): Record<string, string> {
  return formText(form, 'access') === 'oauth'
    ? given(form, 'clientId', 'clientSecret')
    : given(form, 'botToken')
}

function sendingOf(form: HTMLFormElement): Record<string, string> {
  const by = formText(form, 'by')
  switch (by) {
    case 'resend':
      return { by, ...given(form, 'apiKey', 'baseUrl') }
    case 'webhook':
      return { by, ...given(form, 'url', 'secret') }
    default:
      return { by }
  }
}

/** What was filled in; an empty field is left out, so that the server's own value holds. */
function given(form: HTMLFormElement, ...names: readonly string[]): Record<string, string> {
  const filled = names.map((name) => [name, formSecret(form, name).trim()] as const)
  return Object.fromEntries(filled.filter(([, value]) => value !== ''))
}
