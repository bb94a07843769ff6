import type Anthropic from '@anthropic-ai/sdk'
import type OpenAI from 'openai'

/** No part of OpenAI's types; compatible servers and their clients agree on it. */
const REASONING = { reasoning_content: 'Hm.' }

const USAGE = { cached: 60, written: 10, fresh: 30, output: 50, reasoning: 20 }

/** One answer, said in each protocol by its vendor's own types. */
export const ANTHROPIC_ANSWER: Anthropic.Message = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-opus-5-5',
  content: [
    { type: 'thinking', thinking: 'Hm.', signature: '' },
    { type: 'text', text: 'I look.', citations: null },
    toolUse('toolu_1', 'lookup', { q: '漢' }),
    toolUse('toolu_2', 'lookup', {}),
  ],
  stop_reason: 'tool_use',
  stop_sequence: null,
  stop_details: null,
  container: null,
  diagnostics: null,
  usage: {
    input_tokens: USAGE.fresh,
    cache_read_input_tokens: USAGE.cached,
    cache_creation_input_tokens: USAGE.written,
    cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 0 },
    output_tokens: USAGE.output,
    output_tokens_details: { thinking_tokens: USAGE.reasoning },
    server_tool_use: null,
    service_tier: null,
    inference_geo: null,
    speed: null,
  },
}

function toolUse(id: string, name: string, input: object): Anthropic.ToolUseBlock {
  return Object.assign({ caller: { type: 'direct' } as const }, {
    type: 'tool_use',
    id,
    name,
    input,
  } as const)
}

export const CHAT_ANSWER: OpenAI.ChatCompletion = {
  id: 'msg_1',
  object: 'chat.completion',
  created: 1_790_000_000,
  model: 'claude-opus-5-5',
  choices: [
    {
      index: 0,
      finish_reason: 'tool_calls',
      logprobs: null,
      message: {
        role: 'assistant',
        content: 'I look.',
        refusal: null,
        ...REASONING,
        tool_calls: [
          { id: 'toolu_1', type: 'function', function: { name: 'lookup', arguments: '{"q":"漢"}' } },
          { id: 'toolu_2', type: 'function', function: { name: 'lookup', arguments: '{}' } },
        ],
      },
    },
  ],
  usage: {
    prompt_tokens: 100,
    completion_tokens: USAGE.output,
    total_tokens: 150,
    prompt_tokens_details: { cached_tokens: USAGE.cached, cache_write_tokens: USAGE.written },
    completion_tokens_details: { reasoning_tokens: USAGE.reasoning },
  },
}

const OUTPUT: OpenAI.Responses.ResponseOutputItem[] = [
  { id: 'rs_1_0', type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }] },
  {
    id: 'msg_1_1',
    type: 'message',
    role: 'assistant',
    status: 'completed',
    content: [{ type: 'output_text', annotations: [], logprobs: [], text: 'I look.' }],
  },
  {
    id: 'fc_1_2',
    type: 'function_call',
    status: 'completed',
    call_id: 'toolu_1',
    name: 'lookup',
    arguments: '{"q":"漢"}',
  },
  {
    id: 'fc_1_3',
    type: 'function_call',
    status: 'completed',
    call_id: 'toolu_2',
    name: 'lookup',
    arguments: '{}',
  },
]

export const RESPONSES_ANSWER = {
  id: 'msg_1',
  object: 'response',
  created_at: 1_790_000_000,
  status: 'completed',
  model: 'claude-opus-5-5',
  output: OUTPUT,
  usage: {
    input_tokens: 100,
    input_tokens_details: { cached_tokens: USAGE.cached, cache_write_tokens: USAGE.written },
    output_tokens: USAGE.output,
    output_tokens_details: { reasoning_tokens: USAGE.reasoning },
    total_tokens: 150,
  },
}
