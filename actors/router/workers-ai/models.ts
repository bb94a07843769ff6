import type { WorkersAiBinding } from '@switchboard/kernel/optional-bindings'

const TASKS: ReadonlySet<string> = new Set(['Text Generation', 'Text Embeddings'])
const PER_PAGE = 1_000

/** Answers with the platform's models that converse or embed, in the shape of OpenAI's list. */
export async function models(ai: WorkersAiBinding): Promise<Response> {
  const all = await ai.models({ per_page: PER_PAGE })
  const data = all
    .filter(({ task }) => TASKS.has(task.name))
    .map(({ name }) => ({ id: name, object: 'model', created: 0, owned_by: 'workers-ai' }))
  return Response.json({ object: 'list', data })
}
