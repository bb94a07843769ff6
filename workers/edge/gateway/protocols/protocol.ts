import type { Protocol } from '@switchboard/shared-types/api/router/protocol'

export type { Protocol }

/** The protocols that carry a conversation; these translate into each other. */
export type ChatProtocol = Exclude<Protocol, 'openai-embeddings'>

/** The header in which each protocol names a request; the other vendor's clients do not look for it. */
export const REQUEST_ID_HEADER: Readonly<Record<Protocol, 'request-id' | 'x-request-id'>> = {
  'anthropic-messages': 'request-id',
  'openai-chat': 'x-request-id',
  'openai-responses': 'x-request-id',
  'openai-embeddings': 'x-request-id',
}

/** Where each protocol is spoken, behind a base URL that ends in its version. */
export const PATH: Readonly<Record<Protocol, string>> = {
  'anthropic-messages': '/messages',
  'openai-chat': '/chat/completions',
  'openai-responses': '/responses',
  'openai-embeddings': '/embeddings',
}
