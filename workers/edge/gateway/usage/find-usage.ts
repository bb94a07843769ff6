import type { Protocol } from '../protocols/protocol.ts'
import { readUsage } from './read-usage.ts'

/** Inside a string of the answer the quotes would be escaped, so this is always a member's name. */
const NAME = '"usage"'
const OPENING = /"usage"\s*:\s*(?=\{)/y

export type UsageObject = Readonly<Record<string, unknown>>

/** @returns the first usage in a text that may be cut at both ends, or null */
export function findFirstUsage(protocol: Protocol, text: string): UsageObject | null {
  for (let at = text.indexOf(NAME); at !== -1; at = text.indexOf(NAME, at + 1)) {
    const usage = usageAt(protocol, text, at)
    if (usage !== null) return usage
  }
  return null
}

/** @returns the last usage in a text that may be cut at both ends, or null */
export function findLastUsage(protocol: Protocol, text: string): UsageObject | null {
  for (let at = text.lastIndexOf(NAME); at !== -1; at = at === 0 ? -1 : text.lastIndexOf(NAME, at - 1)) {
    const usage = usageAt(protocol, text, at)
    if (usage !== null) return usage
  }
  return null
}

function usageAt(protocol: Protocol, text: string, at: number): UsageObject | null {
  OPENING.lastIndex = at
  if (!OPENING.test(text)) return null
  const start = OPENING.lastIndex
  const end = endOfObject(text, start)
  const usage: unknown = end === -1 ? null : parse(text.slice(start, end))
  return isObject(usage) && readUsage(protocol, usage) !== null ? usage : null
}

/** @returns where the object that opens at `start` ends, -1 when it does not */
function endOfObject(text: string, start: number): number {
  const marks = /["{}]/g
  marks.lastIndex = start
  let depth = 0
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '"') marks.lastIndex = endOfString(text, mark.index)
    else depth += mark[0] === '{' ? 1 : -1
    if (depth === 0) return mark.index + 1
  }
  return -1
}

function endOfString(text: string, start: number): number {
  const string = /"(?:[^"\\]|\\.)*"/y
  string.lastIndex = start
  return string.test(text) ? string.lastIndex : text.length
}

/** @returns what the text says, null when it is no JSON */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export function isObject(value: unknown): value is UsageObject {
  return typeof value === 'object' && value !== null
}
