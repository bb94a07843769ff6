import type { ChatProtocol } from '../protocols/protocol.ts'
import type { SseEvent } from '../sse/event.ts'
import { listOf, membersOf, parseJson } from '../translate/json.ts'
import type { Members } from '../translate/json.ts'

/**
 * Checks a stream against its protocol, as strictly as the documentation has it.
 *
 * @returns the first fault, null for a proper stream; one that ends with the protocol's error is proper up to there
 */
export function findGrammarFault(protocol: ChatProtocol, events: readonly SseEvent[]): string | null {
  switch (protocol) {
    case 'anthropic-messages':
      return anthropicFault(events)
    case 'openai-chat':
      return chatFault(events)
    case 'openai-responses':
      return responsesFault(events)
  }
}

const DELTAS: Readonly<Record<string, readonly string[]>> = {
  text: ['text_delta', 'citations_delta'],
  thinking: ['thinking_delta', 'signature_delta'],
  tool_use: ['input_json_delta'],
}

function anthropicFault(events: readonly SseEvent[]): string | null {
  let state: 'new' | 'between' | 'open' | 'ended' | 'stopped' = 'new'
  let index = -1
  let block = ''
  for (const event of events) {
    const data = membersOf(parseJson(event.data))
    const { type } = data
    if (event.name !== type) return `the event ${event.name} has the type ${String(type)}`
    if (state === 'stopped') return `${String(type)} behind the last event`
    if (type === 'ping') continue
    const step = `${state} > ${String(type)}`
    if (type === 'error') state = 'stopped'
    else if (step === 'new > message_start') state = 'between'
    else if (step === 'between > content_block_start') {
      block = String(membersOf(data['content_block'])['type'])
      if (data['index'] !== ++index) return `block ${String(data['index'])} instead of ${index}`
      state = 'open'
    } else if (step === 'open > content_block_delta') {
      const delta = String(membersOf(data['delta'])['type'])
      if (data['index'] !== index || !DELTAS[block]?.includes(delta)) return `${delta} inside of ${block}`
    } else if (step === 'open > content_block_stop') state = 'between'
    else if (step === 'between > message_delta') {
      if (membersOf(data['delta'])['stop_reason'] === null) return 'a message_delta without a reason'
      if (typeof membersOf(data['usage'])['output_tokens'] !== 'number')
        return 'a message_delta without usage'
      state = 'ended'
    } else if (step === 'ended > message_stop') state = 'stopped'
    else return step
  }
  return state === 'stopped' ? null : `the stream ends while ${state}`
}

function chatFault(events: readonly SseEvent[]): string | null {
  let finished = false
  for (const [i, event] of events.entries()) {
    const isLast = i === events.length - 1
    if (event.name !== null) return `an event with the name ${event.name}`
    if (event.data === '[DONE]') return isLast && finished ? null : '[DONE] before the end'
    const data = membersOf(parseJson(event.data))
    if (data['error'] !== undefined) return isLast ? null : 'an error before the end'
    if (data['object'] !== 'chat.completion.chunk') return 'a chunk that is none'
    const fault = chunkFault(data, i, finished)
    if (fault !== null) return fault
    finished ||= membersOf(listOf(data['choices'])[0])['finish_reason'] !== null
  }
  return 'no [DONE]'
}

function chunkFault(data: Members, position: number, finished: boolean): string | null {
  const choice = membersOf(listOf(data['choices'])[0])
  const delta = membersOf(choice['delta'])
  if (position === 0 && delta['role'] !== 'assistant') return 'the first chunk tells no role'
  if (listOf(data['choices']).length === 0)
    return finished && data['usage'] ? null : 'a chunk without a choice'
  if (finished) return 'a choice behind the last one'
  const opening = listOf(delta['tool_calls'])
    .map(membersOf)
    .find(({ id }) => id !== undefined)
  if (opening !== undefined && membersOf(opening['function'])['name'] === undefined)
    return 'a call without a name'
  return null
}

function responsesFault(events: readonly SseEvent[]): string | null {
  const open = new Set<unknown>()
  const order = ['response.created', 'response.in_progress']
  for (const [i, event] of events.entries()) {
    const data = membersOf(parseJson(event.data))
    const type = String(data['type'])
    if (event.name !== type) return `the event ${event.name} has the type ${type}`
    if (data['sequence_number'] !== i) return `number ${String(data['sequence_number'])} instead of ${i}`
    if (i < 2 && type !== order[i]) return `${type} instead of ${order[i]}`
    if (type === 'response.output_item.added') open.add(data['output_index'])
    else if ('output_index' in data && !open.has(data['output_index'])) return `${type} outside of its item`
    if (type === 'response.output_item.done') open.delete(data['output_index'])
    if (/^response\.(?:completed|incomplete|failed)$|^error$/.test(type)) {
      if (i !== events.length - 1) return `${type} before the end`
      if (open.size > 0 && type !== 'response.failed') return 'an item that is still open at the end'
      return null
    }
  }
  return 'no last event'
}
