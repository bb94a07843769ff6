import type Anthropic from '@anthropic-ai/sdk'

type Body = Anthropic.Beta.Messages.MessageCreateParamsStreaming

const cached = { type: 'ephemeral' } as const
const cachedLong = { type: 'ephemeral', ttl: '1h' } as const

const TOOL_NAMES = [
  'Agent',
  'Bash',
  'Edit',
  'Glob',
  'Grep',
  'NotebookEdit',
  'Read',
  'Skill',
  'TodoWrite',
  'WebFetch',
]
const LONG_NAME = 'mcp__a_server_with_a_rather_long_name__and_a_tool_that_is_named_at_length'

/** The shape of what Claude Code 2.1.329 sends for a prompt of one line: 49 KB, the words in it made up. */
export function claudeCodeRequest(): Body {
  return {
    model: 'claude-opus-5-5',
    max_tokens: 128_000,
    stream: true,
    system: [
      {
        type: 'text',
        text: 'x-anthropic-billing-header: cc_version=2.1.329.7b4; cc_entrypoint=cli; cch=eb6c6;',
      },
      { type: 'text', text: 'You are an agent for the command line.', cache_control: cachedLong },
      { type: 'text', text: 'How to work. '.repeat(900), cache_control: cachedLong },
    ],
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: '<system-reminder>\nToday is Saturday.\n</system-reminder>' },
          { type: 'text', text: 'Which files are here?', cache_control: cached },
        ],
      },
      { role: 'system', content: [{ type: 'text', text: 'The working directory is /home/ada/notes.' }] },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'A listing will do.', signature: 'EqQBCkYIBxgCKkA' },
          { type: 'text', text: 'I will look.' },
          { type: 'tool_use', id: 'toolu_01A', name: 'Bash', input: { command: 'ls -la', timeout: 5000 } },
          { type: 'tool_use', id: 'toolu_01B', name: LONG_NAME, input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'toolu_01A', content: 'notes.md\n漢字.txt', is_error: false },
          {
            type: 'tool_result',
            tool_use_id: 'toolu_01B',
            content: [{ type: 'text', text: 'no such server' }],
            is_error: true,
            cache_control: cached,
          },
        ],
      },
    ],
    tools: [
      ...TOOL_NAMES.map((name) => tool(name)),
      tool('WebSearch'),
      { ...tool(LONG_NAME), cache_control: cachedLong },
    ],
    metadata: {
      user_id: `user_${'0123456789abcdef'.repeat(4)}_account__session_11111111-2222-4333-8444-555555555555`,
    },
    thinking: { type: 'adaptive' },
    output_config: { effort: 'high' },
    context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] },
  }
}

function tool(name: string): Anthropic.Beta.Messages.BetaTool {
  return {
    name,
    description: `What ${name} does. `.repeat(100),
    input_schema: {
      type: 'object',
      properties: { command: { type: 'string' }, timeout: { type: 'number' } },
      required: ['command'],
      additionalProperties: false,
    },
  }
}
