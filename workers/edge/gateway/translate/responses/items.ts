import type { AnswerPart, AnsweredCall } from '../answer-parts.ts'
import type { Members } from '../json.ts'

/** Items of one response are told apart by their ids, which must not be those of another response. */
export function itemId(prefix: 'msg' | 'rs' | 'fc' | 'ctc', responseId: string, position: number): string {
  return `${prefix}_${responseId.replace(/^[a-z]+[_-]/, '')}_${position}`
}

export function messageItem(id: string, status: string, content: readonly Members[]): Members {
  return { id, type: 'message', status, role: 'assistant', content }
}

export function textPart(text: string): Members {
  return { type: 'output_text', annotations: [], logprobs: [], text }
}

export function refusalPart(refusal: string): Members {
  return { type: 'refusal', refusal }
}

export function reasoningItem(id: string, text: string | null): Members {
  return { id, type: 'reasoning', summary: text === null ? [] : [summaryPart(text)] }
}

export function summaryPart(text: string): Members {
  return { type: 'summary_text', text }
}

export function callItem(id: string, status: string, call: AnsweredCall): Members {
  const { id: callId, name, input } = call
  if (call.custom) return { id, type: 'custom_tool_call', status, call_id: callId, name, input }
  return { id, type: 'function_call', status, call_id: callId, name, arguments: input }
}

/** @returns the items of a whole answer: what was said in one row is one message */
export function writeItems(parts: readonly AnswerPart[], responseId: string): Members[] {
  const items: Members[] = []
  let said: Members[] = []
  const flush = (): void => {
    if (said.length > 0) items.push(messageItem(itemId('msg', responseId, items.length), 'completed', said))
    said = []
  }
  for (const part of parts) {
    if (part.kind === 'text') said.push(textPart(part.text))
    else if (part.kind === 'refusal') said.push(refusalPart(part.text))
    else {
      flush()
      items.push(writeItem(part, responseId, items.length))
    }
  }
  flush()
  return items
}

function writeItem(
  part: Exclude<AnswerPart, { kind: 'text' | 'refusal' }>,
  responseId: string,
  position: number,
): Members {
  if (part.kind === 'thinking') return reasoningItem(itemId('rs', responseId, position), part.text)
  const id = itemId(part.custom ? 'ctc' : 'fc', responseId, position)
  return callItem(id, 'completed', part.input === '' && !part.custom ? { ...part, input: '{}' } : part)
}
