import type { Conversation } from '../conversation.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'

const LONGEST = 64

/** @returns Anthropic's user in OpenAI's words; between OpenAI's protocols the fields go on by themselves */
export function writeUser({ user }: Conversation, losses: Losses): Members {
  if (user === null || losses.from !== 'anthropic-messages') return {}
  if (user.length <= LONGEST) return { user }
  losses.lose('user of more than 64 characters')
  return {}
}
