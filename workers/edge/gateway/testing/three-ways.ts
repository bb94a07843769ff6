import type Anthropic from '@anthropic-ai/sdk'
import type OpenAI from 'openai'
import { MODEL } from './exchange.ts'

const PNG = 'iVBORw0KGgo='
const PDF = 'JVBERi0xLjc='
const SCHEMA = {
  type: 'object',
  properties: { q: { type: 'string' } },
  required: ['q'],
  additionalProperties: false,
}

/** One request, said in each protocol by its vendor's own types: all that all three can say. */
export const ANTHROPIC_REQUEST: Anthropic.MessageCreateParams = {
  model: MODEL,
  max_tokens: 2000,
  stream: true,
  system: [
    { type: 'text', text: 'Be brief.' },
    { type: 'text', text: 'The rules.', cache_control: { type: 'ephemeral' } },
  ],
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is in these?' },
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } },
        { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } },
        {
          type: 'document',
          source: { type: 'base64', media_type: 'application/pdf', data: PDF },
          title: 'paper.pdf',
          cache_control: { type: 'ephemeral', ttl: '1h' },
        },
      ],
    },
    { role: 'system', content: [{ type: 'text', text: 'It is noon.' }] },
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'I look.' },
        { type: 'tool_use', id: 'call_1', name: 'lookup', input: { q: 'a "b"\n漢' } },
        { type: 'tool_use', id: 'call_2', name: 'lookup', input: {} },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'call_1', content: [{ type: 'text', text: 'one' }] },
        {
          type: 'tool_result',
          tool_use_id: 'call_2',
          content: [
            { type: 'text', text: 'two' },
            { type: 'text', text: 'three' },
          ],
          cache_control: { type: 'ephemeral' },
        },
        { type: 'text', text: 'And now?' },
      ],
    },
  ],
  tools: [
    { name: 'lookup', description: 'Looks up.', input_schema: { ...SCHEMA, type: 'object' }, strict: true },
  ],
  tool_choice: { type: 'any', disable_parallel_tool_use: false },
  thinking: { type: 'adaptive' },
  output_config: { effort: 'xhigh', format: { type: 'json_schema', schema: SCHEMA } },
  metadata: { user_id: 'ada' },
}

export const CHAT_REQUEST: OpenAI.Chat.ChatCompletionCreateParamsStreaming = {
  model: MODEL,
  max_completion_tokens: 2000,
  stream: true,
  stream_options: { include_usage: true },
  messages: [
    {
      role: 'system',
      content: [
        { type: 'text', text: 'Be brief.' },
        { type: 'text', text: 'The rules.', prompt_cache_breakpoint: { mode: 'explicit' } },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is in these?' },
        { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}` } },
        { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
        {
          type: 'file',
          file: { filename: 'paper.pdf', file_data: `data:application/pdf;base64,${PDF}` },
          prompt_cache_breakpoint: { mode: 'explicit', ttl: '12h' },
        },
      ],
    },
    { role: 'system', content: 'It is noon.' },
    {
      role: 'assistant',
      content: 'I look.',
      tool_calls: [
        { id: 'call_1', type: 'function', function: { name: 'lookup', arguments: '{"q":"a \\"b\\"\\n漢"}' } },
        { id: 'call_2', type: 'function', function: { name: 'lookup', arguments: '{}' } },
      ],
    },
    { role: 'tool', tool_call_id: 'call_1', content: 'one' },
    {
      role: 'tool',
      tool_call_id: 'call_2',
      content: [
        { type: 'text', text: 'two' },
        { type: 'text', text: 'three', prompt_cache_breakpoint: { mode: 'explicit' } },
      ],
    },
    { role: 'user', content: 'And now?' },
  ],
  tools: [
    {
      type: 'function',
      function: { name: 'lookup', description: 'Looks up.', parameters: SCHEMA, strict: true },
    },
  ],
  tool_choice: 'required',
  parallel_tool_calls: true,
  reasoning_effort: 'xhigh',
  response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: SCHEMA, strict: true } },
  user: 'ada',
}

export const RESPONSES_REQUEST: OpenAI.Responses.ResponseCreateParamsStreaming = {
  model: MODEL,
  max_output_tokens: 2000,
  stream: true,
  store: false,
  input: [
    {
      type: 'message',
      role: 'system',
      content: [
        { type: 'input_text', text: 'Be brief.' },
        { type: 'input_text', text: 'The rules.', prompt_cache_breakpoint: { mode: 'explicit' } },
      ],
    },
    {
      type: 'message',
      role: 'user',
      content: [
        { type: 'input_text', text: 'What is in these?' },
        { type: 'input_image', detail: 'auto', image_url: `data:image/png;base64,${PNG}` },
        { type: 'input_image', detail: 'auto', image_url: 'https://example.com/a.png' },
        {
          type: 'input_file',
          filename: 'paper.pdf',
          file_data: `data:application/pdf;base64,${PDF}`,
          prompt_cache_breakpoint: { mode: 'explicit', ttl: '12h' },
        },
      ],
    },
    { type: 'message', role: 'system', content: [{ type: 'input_text', text: 'It is noon.' }] },
    assistantMessage('I look.'),
    { type: 'function_call', call_id: 'call_1', name: 'lookup', arguments: '{"q":"a \\"b\\"\\n漢"}' },
    { type: 'function_call', call_id: 'call_2', name: 'lookup', arguments: '{}' },
    { type: 'function_call_output', call_id: 'call_1', output: 'one' },
    {
      type: 'function_call_output',
      call_id: 'call_2',
      output: [
        { type: 'input_text', text: 'two' },
        { type: 'input_text', text: 'three', prompt_cache_breakpoint: { mode: 'explicit' } },
      ],
    },
    { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'And now?' }] },
  ],
  tools: [{ type: 'function', name: 'lookup', description: 'Looks up.', parameters: SCHEMA, strict: true }],
  tool_choice: 'required',
  parallel_tool_calls: true,
  reasoning: { effort: 'xhigh' },
  text: { format: { type: 'json_schema', name: 'answer', schema: SCHEMA, strict: true } },
  user: 'ada',
}

/** What the model said, given back to it; the types know it only with the id and the status that it had. */
function assistantMessage(text: string): OpenAI.Responses.ResponseInputItem {
  const message = { type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] } as const
  return Object.assign({ content: [], role: 'assistant' } as const, message)
}
