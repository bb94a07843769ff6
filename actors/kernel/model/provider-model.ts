import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { Attempt } from '@switchboard/shared-types/contracts/lease'
import type { LanguageModel } from 'ai'
import type { Exchange } from './exchange.ts'

/** The SDK wants one and would look for it in the environment; what authorises is in the lease. */
const NO_KEY = 'in the lease'

/** @returns the model of an attempt; null where its provider is spoken to in a protocol that is not spoken here */
export function modelOf(
  { protocol, provider, baseUrl: baseURL, model }: Attempt,
  { fetch }: Exchange,
): Exclude<LanguageModel, string> | null {
  switch (protocol) {
    case 'anthropic-messages':
      return createAnthropic({ baseURL, apiKey: NO_KEY, fetch })(model)
    case 'openai-chat':
      return createOpenAICompatible({ name: provider, baseURL, fetch })(model)
    case 'openai-responses':
    case 'openai-embeddings':
      return null
  }
}
