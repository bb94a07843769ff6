import type { TokenScope } from '@switchboard/shared-types/api/router/tokens'

/** A token without any of these may do nothing here. */
export const TOOL_SCOPES = ['inbox.read', 'inbox.act', 'send'] as const satisfies readonly TokenScope[]

/** @returns why a token may not call a tool, as its agent is told; null where it may */
export function lackOf(scopes: readonly TokenScope[], wanted: TokenScope): string | null {
  if (scopes.includes(wanted)) return null
  if (wanted === 'send') {
    return 'This token may not send: it lacks the scope "send". A person must approve the draft, in Switchboard beside the conversation.'
  }
  return `This token lacks the scope "${wanted}". A person can give it that in Switchboard, under Models, Tokens.`
}
