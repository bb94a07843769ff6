/** The ways in which a client and a provider may speak to each other about one model call. */
export type Protocol = 'anthropic-messages' | 'openai-chat' | 'openai-responses' | 'openai-embeddings'

/** The protocols that carry a conversation; these translate into each other. */
export type ChatProtocol = Exclude<Protocol, 'openai-embeddings'>

/** The header in which each protocol names a request; the other vendor's clients do not look for it. */
export const REQUEST_ID_HEADER: Readonly<Record<Protocol, 'request-id' | 'x-request-id'>> = {
  'anthropic-messages': 'request-id',
  'openai-chat': 'x-request-id',
  'openai-responses': 'x-request-id',
  'openai-embeddings': 'x-request-id',
}
