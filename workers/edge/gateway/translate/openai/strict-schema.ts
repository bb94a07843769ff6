import { isMembers, listOf, membersOf } from '../json.ts'
import type { Members } from '../json.ts'

const NESTED = ['properties', '$defs', 'definitions'] as const
const BRANCHES = ['anyOf', 'allOf', 'oneOf'] as const

/**
 * OpenAI's strict mode refuses a schema whose objects allow more than they name, or do not require all that they name;
 * Anthropic's is content with the first (https://platform.openai.com/docs/guides/structured-outputs#supported-schemas).
 */
export function isStrictSchema(schema: unknown): boolean {
  if (!isMembers(schema)) return false
  return isClosed(schema) && childrenOf(schema).every(isStrictSchema)
}

function isClosed(schema: Members): boolean {
  if (schema['type'] !== 'object' && !isMembers(schema['properties'])) return true
  const required = new Set(listOf(schema['required']))
  const names = Object.keys(membersOf(schema['properties']))
  return schema['additionalProperties'] === false && names.every((name) => required.has(name))
}

function childrenOf(schema: Members): unknown[] {
  const nested = NESTED.flatMap((name) => Object.values(membersOf(schema[name])))
  const branches = BRANCHES.flatMap((name) => listOf(schema[name]))
  return [...nested, ...branches, ...(isMembers(schema['items']) ? [schema['items']] : [])]
}
