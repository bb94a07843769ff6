import type { Tool } from './tool.ts'
import { ANSWER_TOOLS } from './tools/answers.ts'
import { CHANGE_TOOLS } from './tools/changes.ts'
import { CONVERSATION_TOOLS } from './tools/conversations.ts'
import { ENTRY_TOOLS } from './tools/entries.ts'
import { SEARCH_TOOLS } from './tools/search.ts'

const ALL = [...ENTRY_TOOLS, ...CONVERSATION_TOOLS, ...SEARCH_TOOLS, ...CHANGE_TOOLS, ...ANSWER_TOOLS]

/** Every tool by its name, in the order in which they are listed. */
export const TOOLS: ReadonlyMap<string, Tool> = new Map(ALL.map((tool) => [tool.listed.name, tool]))
