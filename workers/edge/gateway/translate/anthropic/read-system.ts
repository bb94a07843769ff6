import type { Part, Turn } from '../conversation.ts'
import type { Losses } from '../losses.ts'
import { readContent } from './read-parts.ts'

/** The first line of Claude Code's system prompt since 2.1.36: a header to Anthropic, with a hash of the whole request. */
const BILLING_HEADER = /^x-anthropic-billing-header:[^\n]*\n?/

/** Reads `system`: one turn before all others. */
export function readSystem(system: unknown, losses: Losses): Turn[] {
  if (system === undefined || system === null) return []
  const parts = readContent(system, 'system', losses).flatMap((part) => withoutBilling(part, losses))
  return parts.length === 0 ? [] : [{ role: 'system', parts }]
}

function withoutBilling(part: Part, losses: Losses): Part[] {
  if (part.kind !== 'text' || !BILLING_HEADER.test(part.text)) return [part]
  losses.lose('billing header of Claude Code')
  const text = part.text.replace(BILLING_HEADER, '')
  return text === '' ? [] : [{ ...part, text }]
}
