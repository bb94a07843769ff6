import { anthropic } from './anthropic.ts'
import type { Behaviour } from './behaviour.ts'
import type { UpstreamCall } from './call.ts'
import { chat } from './chat.ts'
import { HELLO } from './reply.ts'
import type { Asked, Writer } from './reply.ts'
import { responses } from './responses.ts'

const WRITERS: Readonly<Record<string, Writer>> = {
  '/v1/messages': anthropic,
  '/v1/chat/completions': chat,
  '/v1/responses': responses,
}

/** A body in the pieces in which it leaves. */
export interface Body {
  readonly contentType: string
  readonly pieces: readonly Uint8Array[]
}

/** @returns what a call is answered with; null where there is no such address */
export function bodyOf(call: UpstreamCall, behaviour: Behaviour): Body | null {
  if (behaviour.body !== undefined) return whole(behaviour.body)
  if (call.path === '/v1/models') return whole(JSON.stringify(MODELS))
  if (call.path === '/v1/messages/count_tokens') return whole('{ "input_tokens": 2048 }')
  if (call.path === '/v1/embeddings') return whole(JSON.stringify(embeddings(call)))
  const writer = WRITERS[call.path]
  return writer === undefined ? null : spokenBody(writer, call, behaviour)
}

function spokenBody(writer: Writer, call: UpstreamCall, behaviour: Behaviour): Body {
  const { reply = HELLO, pieces } = behaviour
  const asked: Asked = { model: call.model, number: call.number, body: call.body }
  if (!call.streams) return whole(JSON.stringify(writer.json(reply, asked)))
  const events = writer.events(reply, asked)
  return {
    contentType: 'text/event-stream; charset=utf-8',
    pieces: (pieces?.(events, call) ?? events).map((piece) => Buffer.from(piece)),
  }
}

function whole(text: string | Uint8Array): Body {
  return { contentType: 'application/json', pieces: [Buffer.from(text)] }
}

export const LISTED = ['claude-mock-1', 'gpt-mock']

/** Both vendors' members in one, so that either's client reads it. */
const MODELS = {
  object: 'list',
  has_more: false,
  first_id: LISTED[0],
  last_id: LISTED.at(-1),
  data: LISTED.map((id) => ({
    id,
    type: 'model',
    object: 'model',
    display_name: id,
    created: 1_790_000_000,
    created_at: '2026-01-01T00:00:00Z',
    owned_by: 'mock',
  })),
}

function embeddings(call: UpstreamCall): object {
  const inputs = [call.body['input']].flat()
  const usage = { prompt_tokens: 8 * inputs.length, total_tokens: 8 * inputs.length }
  const data = inputs.map((_, index) => ({ object: 'embedding', index, embedding: [0.25, -0.5, index] }))
  return { object: 'list', data, model: call.model, usage }
}
