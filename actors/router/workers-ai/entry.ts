import { WorkerEntrypoint } from 'cloudflare:workers'
import { workersAiOf } from '@switchboard/kernel/optional-bindings'
import type { WorkersAiContract } from '@switchboard/shared-types/contracts/workers-ai'
import { serve } from './serve.ts'

/**
 * The models of the network that this installation runs on, as a provider that speaks OpenAI's chat and embeddings
 * protocols. Stateless, and the one place that knows the binding: the edge, the router and the actors' own questions
 * fetch it as they fetch any other provider.
 */
export class WorkersAi extends WorkerEntrypoint<ActorsEnv> implements WorkersAiContract {
  override fetch(request: Request): Promise<Response> {
    return serve(workersAiOf(this.env), request)
  }
}
