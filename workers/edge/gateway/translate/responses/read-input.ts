import type { DocumentPart, ImagePart, Part, Role, ShownPart, ToolResultPart, Turn } from '../conversation.ts'
import { readDataUrl } from '../documents.ts'
import { listOf, membersOf, stringOf } from '../json.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'
import { malformed, needList, needMembers, needString } from '../malformed.ts'
import { readMark } from '../openai/cache-marks.ts'
import { readDetail, readFileSource } from '../chat/read-parts.ts'

/** Reads `input`: a string, or items, of which those that make one turn are put together. */
export function readInput(input: unknown, losses: Losses): Turn[] {
  if (typeof input === 'string')
    return [{ role: 'user', parts: [{ kind: 'text', text: input, cache: null }] }]
  const turns: Turn[] = []
  for (const [i, item] of needList(input, 'input').entries()) {
    const turn = readItem(needMembers(item, `input.${i}`), `input.${i}`, losses)
    if (turn !== null) add(turns, turn)
  }
  return turns
}

function readItem(item: Members, path: string, losses: Losses): Turn | null {
  switch (item['type']) {
    case undefined:
    case 'message':
      return readMessage(item, path, losses)
    case 'function_call':
    case 'custom_tool_call':
      return { role: 'assistant', parts: [readCall(item, path)] }
    case 'function_call_output':
    case 'custom_tool_call_output':
      return { role: 'user', parts: [readOutput(item, path, losses)] }
    case 'reasoning':
      return { role: 'assistant', parts: [{ kind: 'thinking', text: textOf(item['summary']) }] }
    default:
      losses.foreign(needString(item['type'], `${path}.type`))
      return null
  }
}

/** What the model said, thought and called, and what the calls of one round gave, is one turn each. */
function add(turns: Turn[], turn: Turn): void {
  const last = turns.at(-1)
  if (last !== undefined && last.role === turn.role && belongs(last, turn)) {
    turns[turns.length - 1] = { role: last.role, parts: [...last.parts, ...turn.parts] }
  } else turns.push(turn)
}

function belongs(last: Turn, turn: Turn): boolean {
  if (turn.role === 'user') return isResult(last.parts.at(-1)) && isResult(turn.parts[0])
  if (turn.role !== 'assistant') return false
  const saysMore = turn.parts.some(({ kind }) => kind === 'text' || kind === 'refusal' || kind === 'thinking')
  return !saysMore || last.parts.every(({ kind }) => kind === 'thinking' || kind === 'toolCall')
}

function isResult(part: Part | undefined): boolean {
  return part?.kind === 'toolResult'
}

function readMessage(item: Members, path: string, losses: Losses): Turn {
  const role = readRole(item['role'], `${path}.role`)
  const { content } = item
  if (typeof content === 'string') return { role, parts: [{ kind: 'text', text: content, cache: null }] }
  const parts = needList(content, `${path}.content`).flatMap((part, i) =>
    readPart(needMembers(part, path), `${path}.content.${i}`, losses),
  )
  return { role, parts }
}

function readRole(role: unknown, path: string): Role {
  if (role === 'user' || role === 'assistant' || role === 'system' || role === 'developer') return role
  return malformed(path, 'user, assistant, system or developer')
}

function readPart(part: Members, path: string, losses: Losses): Part[] {
  if (part['type'] === 'refusal') {
    return [{ kind: 'refusal', text: needString(part['refusal'], `${path}.refusal`) }]
  }
  return readShown(part, path, losses)
}

function readShown(part: Members, path: string, losses: Losses): ShownPart[] {
  const cache = readMark(part, losses)
  switch (part['type']) {
    case 'input_text':
    case 'output_text':
    case 'text':
      return [{ kind: 'text', text: needString(part['text'], `${path}.text`), cache }]
    case 'input_image':
      return [{ ...readImage(part, path), cache }]
    case 'input_file':
      return [{ ...readFile(part, path), cache }]
    default:
      losses.foreign(needString(part['type'], `${path}.type`))
      return []
  }
}

function readImage(part: Members, path: string): ImagePart {
  const detail = readDetail(part['detail'])
  const id = stringOf(part['file_id'])
  if (id !== null) return { kind: 'image', source: { by: 'file', id }, detail, cache: null }
  const url = needString(part['image_url'], `${path}.image_url`)
  const data = readDataUrl(url)
  const source = data === null ? ({ by: 'url', url } as const) : ({ by: 'data', ...data } as const)
  return { kind: 'image', source, detail, cache: null }
}

function readFile(part: Members, path: string): DocumentPart {
  const url = stringOf(part['file_url'])
  const source = url === null ? readFileSource(part, path) : ({ by: 'url', url } as const)
  return { kind: 'document', source, name: stringOf(part['filename']), cache: null }
}

function readCall(item: Members, path: string): Part {
  const custom = item['type'] === 'custom_tool_call'
  return {
    kind: 'toolCall',
    id: needString(item['call_id'], `${path}.call_id`),
    name: needString(item['name'], `${path}.name`),
    input: stringOf(custom ? item['input'] : item['arguments']) ?? '',
    custom,
    cache: null,
  }
}

/** A mark on the last part of a result marks the result. */
function readOutput(item: Members, path: string, losses: Losses): ToolResultPart {
  const { output } = item
  const parts: ShownPart[] =
    typeof output === 'string'
      ? [{ kind: 'text', text: output, cache: null }]
      : listOf(output).flatMap((part) => readShown(membersOf(part), `${path}.output`, losses))
  const last = parts.at(-1)
  return {
    kind: 'toolResult',
    id: needString(item['call_id'], `${path}.call_id`),
    parts: last === undefined ? parts : [...parts.slice(0, -1), { ...last, cache: null }],
    isError: false,
    cache: last?.cache ?? null,
  }
}

function textOf(summary: unknown): string {
  return listOf(summary)
    .map((part) => stringOf(membersOf(part)['text']) ?? '')
    .join('\n')
}
