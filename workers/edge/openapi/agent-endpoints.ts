import type { ApiDocument } from './document.ts'

type Paths = ApiDocument['paths']
type Operation = NonNullable<NonNullable<Paths[string]>['post']>

const ANY_JSON = { 'application/json': { schema: { type: 'object' } } } as const
const JSON_OR_STREAM = {
  ...ANY_JSON,
  'text/event-stream': { schema: { type: 'string' } },
} as const
const REFUSED = {
  description: 'Refused by the house or by the provider, in the words of that vendor.',
  content: ANY_JSON,
} as const

/** The names of the two ways in which an agent shows its token. */
export const TOKEN_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer', description: 'A token of an agent: sb_...' },
  apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'The same token.' },
} as const

/**
 * What agents reach: the model endpoints, and the tools of the inbox. What they take and give is their protocol's to
 * describe, so they are told here by name only; their routes have nothing in the way of a call.
 */
export const AGENT_ENDPOINTS: Paths = {
  '/mcp': {
    post: {
      tags: ['Agents'],
      summary: 'The inbox as tools, over MCP (streamable HTTP, without sessions)',
      description: 'What a token’s scopes allow is listed by tools/list; docs/mcp.md tells of each tool.',
      security: [{ bearer: [] }, { apiKey: [] }],
      requestBody: { required: true, content: ANY_JSON },
      responses: {
        200: { description: 'A JSON-RPC response.', content: ANY_JSON },
        202: { description: 'A notification was taken.' },
        default: { description: 'Refused, as a JSON-RPC error.', content: ANY_JSON },
      },
    },
  },
  '/v1': {
    get: {
      ...open('Whether model calls are taken here'),
      responses: { 204: { description: 'They are.' } },
    },
  },
  '/v1/messages': { post: call('A message, as Anthropic’s Messages API has it', JSON_OR_STREAM) },
  '/v1/messages/count_tokens': { post: call('How many tokens a message has, as Anthropic counts', ANY_JSON) },
  '/v1/chat/completions': { post: call('A chat completion, as OpenAI’s API has it', JSON_OR_STREAM) },
  '/v1/responses': { post: call('A response, as OpenAI’s Responses API has it', JSON_OR_STREAM) },
  '/v1/embeddings': { post: call('Embeddings, as OpenAI’s API has them', ANY_JSON) },
  '/v1/models': {
    get: {
      ...guarded('The models that a token may ask for'),
      description: 'In Anthropic’s shape for who sends anthropic-version, else in OpenAI’s.',
      responses: { 200: { description: 'The list.', content: ANY_JSON }, default: REFUSED },
    },
  },
  '/v1/models/{id}': {
    get: {
      ...guarded('One of these models'),
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      responses: { 200: { description: 'The model.', content: ANY_JSON }, default: REFUSED },
    },
  },
}

function open(summary: string): Pick<Operation, 'tags' | 'summary' | 'security'> {
  return { tags: ['Models'], summary, security: [] }
}

function guarded(summary: string): Pick<Operation, 'tags' | 'summary' | 'security'> {
  return { ...open(summary), security: [{ bearer: [] }, { apiKey: [] }] }
}

function call(summary: string, answer: typeof ANY_JSON | typeof JSON_OR_STREAM): Operation {
  return {
    ...guarded(summary),
    requestBody: { required: true, content: ANY_JSON },
    responses: { 200: { description: 'The answer.', content: answer }, default: REFUSED },
  }
}
