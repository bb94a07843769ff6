import type { Tool, ToolChoice } from '../conversation.ts'
import { booleanOf, isMembers, listOf, membersOf, stringOf } from '../json.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'
import { malformed, needMembers, needString } from '../malformed.ts'
import { readMark } from '../openai/cache-marks.ts'

export function readTool(value: unknown, path: string, losses: Losses): Tool[] {
  const tool = needMembers(value, path)
  if (tool['type'] === 'function')
    return [readFunction(tool, needMembers(tool['function'], path), path, losses)]
  if (tool['type'] === 'custom') return [readCustom(tool, needMembers(tool['custom'], path), path, losses)]
  losses.foreign('a tool with a type')
  return []
}

function readFunction(tool: Members, definition: Members, path: string, losses: Losses): Tool {
  return {
    name: needString(definition['name'], `${path}.function.name`),
    description: stringOf(definition['description']),
    schema: definition['parameters'] ?? { type: 'object', properties: {} },
    strict: booleanOf(definition['strict']),
    custom: false,
    cache: readMark(tool, losses) ?? readMark(definition, losses),
  }
}

function readCustom(tool: Members, definition: Members, path: string, losses: Losses): Tool {
  const format = membersOf(definition['format'])
  return {
    name: needString(definition['name'], `${path}.custom.name`),
    description: stringOf(definition['description']),
    schema: isMembers(format['grammar']) ? { type: 'grammar', ...format['grammar'] } : null,
    strict: null,
    custom: true,
    cache: readMark(tool, losses),
  }
}

/** @returns the choice, and the names it allows where it allows some only */
export function readToolChoice(
  choice: unknown,
  losses: Losses,
): { readonly choice: ToolChoice | null; readonly allowed: ReadonlySet<string> | null } {
  if (choice === undefined || choice === null) return { choice: null, allowed: null }
  if (choice === 'auto' || choice === 'none' || choice === 'required') {
    return { choice: { mode: choice }, allowed: null }
  }
  const { type, ...members } = needMembers(choice, 'tool_choice')
  if (type === 'allowed_tools') return readAllowed(membersOf(members['allowed_tools'] ?? members), losses)
  if (type !== 'function' && type !== 'custom') {
    losses.lose('tool choice of a hosted tool')
    return malformed('tool_choice.type', 'function, custom or allowed_tools')
  }
  return { choice: { mode: 'tool', name: nameOf({ type, ...members }) }, allowed: null }
}

function readAllowed(allowed: Members, losses: Losses): ReturnType<typeof readToolChoice> {
  losses.lose('tool choice among some')
  const names = listOf(allowed['tools']).map((tool) => nameOf(membersOf(tool)))
  const mode = allowed['mode'] === 'required' ? 'required' : 'auto'
  return { choice: { mode }, allowed: new Set(names) }
}

/** Chat nests the name below the type, responses do not. */
function nameOf(tool: Members): string {
  const nested = membersOf(tool['function'] ?? tool['custom'])
  return needString(tool['name'] ?? nested['name'], 'tool_choice.name')
}
