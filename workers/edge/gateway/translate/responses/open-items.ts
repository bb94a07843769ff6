import type { Members } from '../json.ts'
import { callItem, itemId, messageItem, reasoningItem, refusalPart, summaryPart, textPart } from './items.ts'

export type ItemEvent = Members & { readonly type: string }

/** An item of the output while it is being written. */
export interface OpenItem {
  readonly kind: 'text' | 'refusal' | 'thinking' | 'call'
  readonly position: number
  opening(): ItemEvent[]
  add(text: string): ItemEvent[]
  closing(): { readonly events: ItemEvent[]; readonly whole: Members }
}

export interface Place {
  readonly responseId: string
  readonly position: number
}

/** @returns a message of one part */
export function openSaid(kind: 'text' | 'refusal', { responseId, position }: Place): OpenItem {
  const id = itemId('msg', responseId, position)
  const at = { item_id: id, output_index: position, content_index: 0 }
  const type = kind === 'text' ? 'response.output_text' : 'response.refusal'
  const partOf = kind === 'text' ? textPart : refusalPart
  const logprobs = kind === 'text' ? { logprobs: [] } : {}
  let said = ''
  return {
    kind,
    position,
    opening: () => [
      added(position, messageItem(id, 'in_progress', [])),
      { type: 'response.content_part.added', ...at, part: partOf('') },
    ],
    add: (delta) => {
      said += delta
      return [{ type: `${type}.delta`, ...at, delta, ...logprobs }]
    },
    closing: () => {
      const part = partOf(said)
      const whole = messageItem(id, 'completed', [part])
      const events = [
        { type: `${type}.done`, ...at, [kind]: said, ...logprobs },
        { type: 'response.content_part.done', ...at, part },
        done(position, whole),
      ]
      return { events, whole }
    },
  }
}

/** @returns reasoning, shown as a summary of one part */
export function openReasoning({ responseId, position }: Place): OpenItem {
  const id = itemId('rs', responseId, position)
  const at = { item_id: id, output_index: position, summary_index: 0 }
  let thought = ''
  return {
    kind: 'thinking',
    position,
    opening: () => [
      added(position, reasoningItem(id, null)),
      { type: 'response.reasoning_summary_part.added', ...at, part: summaryPart('') },
    ],
    add: (delta) => {
      thought += delta
      return [{ type: 'response.reasoning_summary_text.delta', ...at, delta }]
    },
    closing: () => {
      const whole = reasoningItem(id, thought)
      const events = [
        { type: 'response.reasoning_summary_text.done', ...at, text: thought },
        { type: 'response.reasoning_summary_part.done', ...at, part: summaryPart(thought) },
        done(position, whole),
      ]
      return { events, whole }
    },
  }
}

/** @returns a call of a function or of a custom tool */
export function openCall(
  { id: callId, name, custom }: { readonly id: string; readonly name: string; readonly custom: boolean },
  { responseId, position }: Place,
): OpenItem {
  const id = itemId(custom ? 'ctc' : 'fc', responseId, position)
  const at = { item_id: id, output_index: position }
  const type = custom ? 'response.custom_tool_call_input' : 'response.function_call_arguments'
  const itemOf = (status: string, input: string): Members =>
    callItem(id, status, { kind: 'toolCall', id: callId, name, input, custom })
  let given = ''
  return {
    kind: 'call',
    position,
    opening: () => [added(position, itemOf('in_progress', ''))],
    add: (delta) => {
      given += delta
      return delta === '' ? [] : [{ type: `${type}.delta`, ...at, delta }]
    },
    closing: () => {
      const input = given === '' && !custom ? '{}' : given
      const whole = itemOf('completed', input)
      const events = [
        { type: `${type}.done`, ...at, [custom ? 'input' : 'arguments']: input },
        done(position, whole),
      ]
      return { events, whole }
    },
  }
}

function added(position: number, item: Members): ItemEvent {
  return { type: 'response.output_item.added', output_index: position, item }
}

function done(position: number, item: Members): ItemEvent {
  return { type: 'response.output_item.done', output_index: position, item }
}
