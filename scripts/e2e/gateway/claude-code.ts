/** The headers of Claude Code 2.1.329 beside its authorisation; the ones with unknown names are tomorrow's. */
export const CLAUDE_CODE_HEADERS = {
  accept: 'application/json',
  'anthropic-beta':
    'claude-code-20250219,context-1m-2025-08-07,interleaved-thinking-2025-05-14,context-management-2025-06-27,prompt-caching-scope-2026-01-05,effort-2025-11-24,structured-outputs-2025-12-15,a-beta-of-tomorrow-2027-01-01',
  'anthropic-version': '2023-06-01',
  'anthropic-dangerous-direct-browser-access': 'true',
  'anthropic-header-of-tomorrow': 'as it is; really',
  'user-agent': 'claude-cli/2.1.329 (external, cli)',
  'x-app': 'cli',
  'x-claude-code-session-id': '11111111-2222-4333-8444-555555555555',
  'x-stainless-arch': 'x64',
  'x-stainless-helper-method': 'stream',
  'x-stainless-lang': 'js',
  'x-stainless-retry-count': '0',
  'x-stainless-timeout': '600',
} as const

const cached = { type: 'ephemeral' } as const
const cachedLong = { type: 'ephemeral', ttl: '1h' } as const

/**
 * What Claude Code sends for a prompt of one line: 49 KB with 12 tools, the words in it made up. Its bytes are not as
 * `JSON.stringify` would write them, so that only who leaves them alone passes them on unchanged.
 */
export function claudeCodeBytes(model: string): Buffer {
  const body = {
    model,
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: '<system-reminder>\nToday is Saturday.\n</system-reminder>' },
          { type: 'text', text: 'Which files are here? 漢字 🦊', cache_control: cached },
        ],
      },
      { role: 'system', content: [{ type: 'text', text: 'The working directory is /home/ada/notes.' }] },
    ],
    system: [
      { type: 'text', text: 'x-anthropic-billing-header: cc_version=2.1.329.7b4; cc_entrypoint=cli;' },
      { type: 'text', text: 'You are an agent for the command line.', cache_control: cachedLong },
      { type: 'text', text: 'How to work. '.repeat(900), cache_control: cachedLong },
    ],
    tools: Array.from({ length: 12 }, (_, n) => tool(n)),
    metadata: { user_id: '{"device_id":"ab","session_id":"11111111-2222-4333-8444-555555555555"}' },
    max_tokens: 128_000,
    thinking: { type: 'adaptive' },
    context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] },
    output_config: { effort: 'high' },
    field_of_tomorrow: { big: 0, list: [1.5, null] },
    stream: true,
  }
  const text = JSON.stringify(body)
    .replace('"big":0', '"big": 12345678901234567890, "same": 1, "same": 1.0')
    .replaceAll('Saturday', 'S\\u0061turday')
    .replace('"stream":', '\n\t"stream" : ')
  return Buffer.from(`${text}\n`)
}

function tool(number: number): object {
  return {
    name: `Tool${number}`,
    description: `What tool ${number} does. `.repeat(145),
    input_schema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: { command: { type: 'string' }, timeout: { type: 'number' } },
      required: ['command'],
      additionalProperties: false,
    },
  }
}
