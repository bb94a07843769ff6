import type { Conversation } from '../conversation.ts'

const LONGEST = 200
const NAMES = 3

/** What a conversation is called: by its person, else by its thread, else by those who talk. */
export function titleOf({ state, participants }: Pick<Conversation, 'state' | 'participants'>): string {
  const own = state.read()?.title ?? state.threads.find(({ title }) => title !== null && title !== '')?.title
  if (own !== null && own !== undefined) return own.slice(0, LONGEST)
  const others = participants.newest().filter(({ self }) => !self)
  const names = others.map(({ name, handle, key }) => name || handle || key)
  const more = names.length > NAMES ? ` and ${names.length - NAMES} more` : ''
  return `${names.slice(0, NAMES).join(', ')}${more}`.slice(0, LONGEST) || 'Conversation'
}
