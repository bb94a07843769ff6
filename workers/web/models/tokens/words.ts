import type { AgentToken, TokenScope } from '@switchboard/shared-types/api/router/tokens'

/** What a scope lets an agent do. */
export const SCOPE_WORDS: Record<TokenScope, readonly [title: string, meaning: string]> = {
  models: ['Use models', 'Make model calls with your keys, within your limits.'],
  'inbox.read': ['Read the inbox', 'See what you follow and what was written to you.'],
  'inbox.act': ['Tidy the inbox', 'Mark, archive, snooze and label for you; write notes and drafts.'],
  send: ['Send answers', 'Let drafts leave, to people, without asking you.'],
}

/** Whether a token opens the inbox, over MCP. */
export function opensInbox({ scopes }: Pick<AgentToken, 'scopes'>): boolean {
  return scopes.some((scope) => scope !== 'models')
}

/** Whether it stands for the calls that Switchboard makes itself: nobody holds its secret. */
export function isOwn({ hint }: Pick<AgentToken, 'hint'>): boolean {
  return hint === ''
}

export function isExpired({ expiresAt }: Pick<AgentToken, 'expiresAt'>, now: number): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= now
}
