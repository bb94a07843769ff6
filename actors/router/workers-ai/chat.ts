import type { WorkersAiBinding } from '@switchboard/kernel/optional-bindings'
import * as z from 'zod'
import { ChatStream, streamOf } from './chat-stream.ts'
import { readAnswer, writeCompletion } from './completion.ts'
import type { Asked } from './completion.ts'
import { EventData } from './event-data.ts'
import { badRequest, providerError, unreadable } from './problems.ts'

const ToolChoice = z.object({ function: z.object({ name: z.string() }) })
const Request = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({})),
  stream: z.boolean().nullish(),
  max_tokens: z.number().nullish(),
  max_completion_tokens: z.number().nullish(),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) })).nullish(),
  tool_choice: z.unknown().optional(),
})
type Request = z.infer<typeof Request>

const SSE = { 'content-type': 'text/event-stream; charset=utf-8' }

/** Answers a request of OpenAI's chat protocol with what the platform's model says. */
export async function chat(ai: WorkersAiBinding, body: unknown, signal: AbortSignal): Promise<Response> {
  const request = Request.safeParse(body)
  if (!request.success) return badRequest('This is no request of the chat protocol.')
  const { model, max_tokens, max_completion_tokens } = request.data
  const asked = { model, maxTokens: max_completion_tokens ?? max_tokens ?? null }
  const answer = await ai.run(model, inputsOf(request.data, asked), { returnRawResponse: true, signal })
  if (!answer.ok) return providerError(answer)
  const isStream = answer.headers.get('content-type')?.includes('event-stream') === true
  const stream: ReadableStream<Uint8Array> | null = answer.body
  if (isStream && stream !== null) return new Response(translated(stream, asked), { headers: SSE })
  return whole(await answer.json(), asked, request.data.stream === true)
}

/**
 * The platform takes OpenAI's fields, but for these: a message without content has an empty one, its bound has the older
 * name, and a tool that has to be called is the only one that is offered.
 */
function inputsOf(request: Request, { maxTokens }: Asked): Record<string, unknown> {
  const { model, max_completion_tokens, max_tokens, messages, tools, tool_choice: choice, ...rest } = request
  const wanted = ToolChoice.safeParse(choice).data?.function.name
  const offered = tools?.filter(({ function: { name } }) => wanted === undefined || name === wanted)
  return {
    ...rest,
    messages: messages.map((message) => Object.assign({}, message, { content: message['content'] ?? '' })),
    ...(maxTokens === null ? {} : { max_tokens: maxTokens }),
    ...(offered === undefined ? {} : { tools: offered }),
    ...(choice === undefined || choice === null
      ? {}
      : { tool_choice: wanted === undefined ? choice : 'required' }),
  }
}

function translated(body: ReadableStream<Uint8Array>, asked: Asked): ReadableStream<Uint8Array> {
  const stream = new ChatStream(asked)
  const translator = new TransformStream<string, string>({
    transform(data, controller) {
      const text = stream.push(data)
      if (text !== '') controller.enqueue(text)
    },
  })
  return body.pipeThrough(new EventData()).pipeThrough(translator).pipeThrough(new TextEncoderStream())
}

/** Some models do not stream: what they answer at once is given as the stream that was asked for. */
function whole(answer: unknown, asked: Asked, wantsStream: boolean): Response {
  const completion = readAnswer(answer, asked)
  if (completion === null) return unreadable(asked.model)
  if (completion === 'chat') return Response.json(answer)
  if (wantsStream) return new Response(streamOf(completion, asked), { headers: SSE })
  return Response.json(writeCompletion(completion))
}
