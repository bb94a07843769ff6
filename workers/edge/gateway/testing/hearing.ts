import type { ChatProtocol } from '../protocols/protocol.ts'
import type { SseEvent } from '../sse/event.ts'
import { listOf, membersOf, parseJson } from '../translate/json.ts'
import type { Members } from '../translate/json.ts'
import type { Said } from './streams.ts'

interface Heard {
  kind: 'text' | 'thinking' | 'call'
  name: string
  text: string
}

/** @returns what a client of the protocol hears in a stream: what is said in one row as one, the input of calls whole */
export function heard(protocol: ChatProtocol, events: readonly SseEvent[]): Said[] {
  const calls = new Map<unknown, Heard>()
  const all: Heard[] = []
  const add = (kind: Heard['kind'], text: unknown, key?: unknown): void => {
    const last = kind === 'call' ? calls.get(key) : all.at(-1)
    if (last?.kind === kind) last.text += String(text)
    else all.push({ kind, name: '', text: String(text) })
  }
  const open = (key: unknown, name: unknown): void => {
    const call: Heard = { kind: 'call', name: String(name), text: '' }
    calls.set(key, call)
    all.push(call)
  }
  for (const event of events) {
    const data = membersOf(parseJson(event.data))
    if (protocol === 'anthropic-messages') hearAnthropic(data, add, open)
    else if (protocol === 'openai-chat') hearChat(data, add, open)
    else hearResponses(data, add, open)
  }
  return all.map(toSaid)
}

type Add = (kind: Heard['kind'], text: unknown, key?: unknown) => void
type Open = (key: unknown, name: unknown) => void

function hearAnthropic(data: Members, add: Add, open: Open): void {
  const block = membersOf(data['content_block'])
  if (block['type'] === 'tool_use') open(data['index'], block['name'])
  const delta = membersOf(data['delta'])
  if (delta['type'] === 'text_delta') add('text', delta['text'])
  if (delta['type'] === 'thinking_delta') add('thinking', delta['thinking'])
  if (delta['type'] === 'input_json_delta') add('call', delta['partial_json'], data['index'])
}

function hearChat(data: Members, add: Add, open: Open): void {
  const delta = membersOf(membersOf(listOf(data['choices'])[0])['delta'])
  if (typeof delta['reasoning_content'] === 'string') add('thinking', delta['reasoning_content'])
  if (typeof delta['content'] === 'string' && delta['content'] !== '') add('text', delta['content'])
  for (const call of listOf(delta['tool_calls']).map(membersOf)) {
    const called = membersOf(call['function'])
    if (called['name'] !== undefined) open(call['index'], called['name'])
    add('call', called['arguments'], call['index'])
  }
}

function hearResponses(data: Members, add: Add, open: Open): void {
  const item = membersOf(data['item'])
  if (data['type'] === 'response.output_item.added' && item['type'] === 'function_call') {
    open(data['output_index'], item['name'])
  }
  if (data['type'] === 'response.output_text.delta') add('text', data['delta'])
  if (data['type'] === 'response.reasoning_summary_text.delta') add('thinking', data['delta'])
  if (data['type'] === 'response.function_call_arguments.delta')
    add('call', data['delta'], data['output_index'])
}

function toSaid({ kind, name, text }: Heard): Said {
  return kind === 'call' ? { kind, name, input: membersOf(parseJson(text)) } : { kind, text }
}
