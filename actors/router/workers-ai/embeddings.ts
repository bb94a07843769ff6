import type { WorkersAiBinding } from '@switchboard/kernel/optional-bindings'
import * as z from 'zod'
import { badRequest, providerError, unreadable } from './problems.ts'

const Request = z.object({
  model: z.string(),
  input: z.union([z.string().transform((text) => [text]), z.array(z.string()).min(1)]),
  encoding_format: z.enum(['float', 'base64']).default('float'),
})
/** https://developers.cloudflare.com/workers-ai/models/bge-m3/ */
const Answer = z.object({ data: z.array(z.array(z.number())) })

/** Answers a request of OpenAI's embeddings protocol. Nobody counts tokens here, so no usage is told. */
export async function embeddings(
  ai: WorkersAiBinding,
  body: unknown,
  signal: AbortSignal,
): Promise<Response> {
  const request = Request.safeParse(body)
  if (!request.success) return badRequest('Embeddings are made of one text or of a list of texts.')
  const { model, input, encoding_format: format } = request.data
  const answer = await ai.run(model, { text: input }, { returnRawResponse: true, signal })
  if (!answer.ok) return providerError(answer)
  const vectors = Answer.safeParse(await answer.json())
  if (!vectors.success) return unreadable(model)
  const data = vectors.data.data.map((vector, index) => ({
    object: 'embedding',
    index,
    embedding: format === 'float' ? vector : toBase64(vector),
  }))
  return Response.json({ object: 'list', data, model })
}

/** 32-bit floats, little-endian, as OpenAI writes them. */
function toBase64(vector: readonly number[]): string {
  const bytes = new DataView(new ArrayBuffer(vector.length * 4))
  for (const [place, value] of vector.entries()) bytes.setFloat32(place * 4, value, true)
  return new Uint8Array(bytes.buffer).toBase64()
}
