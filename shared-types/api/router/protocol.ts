import * as z from 'zod'

/** The ways in which a client and a provider may speak to each other about one model call. */
export const Protocol = z.enum(['anthropic-messages', 'openai-chat', 'openai-responses', 'openai-embeddings'])
export type Protocol = z.infer<typeof Protocol>
