import type { Conversation, Part, Turn } from './conversation.ts'
import type { Losses } from './losses.ts'

/** OpenAI's bound; Anthropic takes 128, and tools of MCP servers use them. */
const LONGEST = 64
const HASH = 8

/** The names that were shortened, by what they became. */
export type LongNames = ReadonlyMap<string, string>

/** @returns the conversation with names that OpenAI takes, and how to restore them */
export function shortenNames(
  conversation: Conversation,
  losses: Losses,
): { readonly conversation: Conversation; readonly longNames: LongNames } {
  const called = conversation.turns.flatMap(({ parts }) => parts.filter((part) => part.kind === 'toolCall'))
  const names = [...conversation.tools, ...called].map(({ name }) => name)
  const long = [...new Set(names)].filter((name) => name.length > LONGEST)
  if (long.length === 0) return { conversation, longNames: new Map() }
  losses.lose('long tool name')
  const short = new Map(long.map((name) => [name, shorten(name)]))
  return {
    conversation: rename(conversation, short),
    longNames: new Map([...short].map(([name, shortened]) => [shortened, name])),
  }
}

function rename(conversation: Conversation, short: LongNames): Conversation {
  const nameOf = (name: string): string => short.get(name) ?? name
  const renamePart = (part: Part): Part =>
    part.kind === 'toolCall' ? { ...part, name: nameOf(part.name) } : part
  const renameTurn = ({ role, parts }: Turn): Turn => ({ role, parts: parts.map(renamePart) })
  const choice = conversation.toolChoice
  return {
    ...conversation,
    turns: conversation.turns.map(renameTurn),
    tools: conversation.tools.map((tool) => Object.assign({}, tool, { name: nameOf(tool.name) })),
    toolChoice: choice?.mode === 'tool' ? { mode: 'tool', name: nameOf(choice.name) } : choice,
  }
}

/** The same name always becomes the same, or the provider's prompt cache would not know it again. */
function shorten(name: string): string {
  return `${name.slice(0, LONGEST - HASH - 1)}_${fnv1a(name).toString(16).padStart(HASH, '0')}`
}

/** FNV-1a in 32 bits (RFC 9923). */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}
