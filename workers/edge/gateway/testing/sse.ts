/** @returns events on the wire: with their names for Anthropic and OpenAI's responses, `[DONE]` as it stands */
export function wire(...events: readonly (object | '[DONE]')[]): string[] {
  return events.map((event) => {
    if (event === '[DONE]') return 'data: [DONE]\n\n'
    const name = 'type' in event ? `event: ${String(event.type)}\n` : ''
    return `${name}data: ${JSON.stringify(event)}\n\n`
  })
}

/** A whole answer of Anthropic's, as a stream: 12 tokens in, 7 out. */
export const MESSAGE = wire(
  {
    type: 'message_start',
    message: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'm',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 12, output_tokens: 1 },
    },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hallo 🙂' } },
  { type: 'content_block_stop', index: 0 },
  {
    type: 'message_delta',
    delta: { stop_reason: 'end_turn', stop_sequence: null },
    usage: { output_tokens: 7 },
  },
  { type: 'message_stop' },
)

const chunk = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm' }

/** The same of OpenAI chat's. */
export const CHAT = wire(
  { ...chunk, choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] },
  { ...chunk, choices: [{ index: 0, delta: { content: 'Hallo 🙂' }, finish_reason: null }] },
  { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
  { ...chunk, choices: [], usage: { prompt_tokens: 12, completion_tokens: 7, total_tokens: 19 } },
  '[DONE]',
)

/** The beginning of one of OpenAI responses'. */
export const RESPONSES_START = wire(
  { type: 'response.created', sequence_number: 0, response: { id: 'r', status: 'in_progress', output: [] } },
  {
    type: 'response.in_progress',
    sequence_number: 1,
    response: { id: 'r', status: 'in_progress', output: [] },
  },
)

export const USED = { input: 12, output: 7, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, reasoning: 0 }
