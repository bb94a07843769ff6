import type { Usage } from '../../usage/usage.ts'
import { writeUsage } from '../../usage/write-usage.ts'
import type { Stop } from '../answer-parts.ts'
import type { AnswerContext } from '../context.ts'
import type { Members } from '../json.ts'

/** What a response repeats of its request, with OpenAI's defaults. */
const REPEATED: Members = {
  instructions: null,
  max_output_tokens: null,
  metadata: {},
  parallel_tool_calls: true,
  previous_response_id: null,
  reasoning: { effort: null, summary: null },
  temperature: 1,
  text: { format: { type: 'text' } },
  tool_choice: 'auto',
  tools: [],
  top_p: 1,
  truncation: 'disabled',
  user: null,
}

export interface ResponseHead {
  readonly id: string
  readonly model: string
  readonly created: number
}

/** @returns a response that is under way, with nothing in it yet */
export function openResponse({ id, model, created }: ResponseHead, { request }: AnswerContext): Members {
  const repeated: Members = Object.fromEntries(
    Object.entries(REPEATED).map(([name, value]): [string, unknown] => [name, request[name] ?? value]),
  )
  return {
    id,
    object: 'response',
    created_at: created,
    status: 'in_progress',
    background: false,
    error: null,
    incomplete_details: null,
    model,
    output: [],
    ...repeated,
    store: false,
    usage: null,
  }
}

/** @returns the members of a response that is over */
export function closeResponse(stop: Stop, output: readonly Members[], usage: Usage | null): Members {
  const reason = stop === 'length' ? 'max_output_tokens' : isFiltered(stop) ? 'content_filter' : null
  return {
    status: reason === null ? 'completed' : 'incomplete',
    incomplete_details: reason === null ? null : { reason },
    output,
    usage: usage === null ? null : writeUsage('openai-responses', usage),
  }
}

/** A refusal in words is a complete answer; one without is a filter's. */
function isFiltered(stop: Stop): boolean {
  return stop === 'filter' || stop === 'refusal'
}
