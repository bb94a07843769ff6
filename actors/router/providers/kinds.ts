import type { Protocol } from '@switchboard/shared-types/api/router/protocol'
import { WORKERS_AI_URL } from '@switchboard/shared-types/contracts/workers-ai'
import type { ProviderKind } from '@switchboard/shared-types/api/router/providers'

/** What is known about a kind of provider before anybody has asked it. */
export interface KindTraits {
  readonly name: string
  /** Null where everyone's is another one. */
  readonly baseUrl: string | null
  /** The protocols that its own documentation names, the one that it speaks best first. */
  readonly protocols: readonly Protocol[]
  /** Without a key it answers nobody. */
  readonly needsKey: boolean
  /** It runs on one's own machine, so that no token is charged. */
  readonly free: boolean
}

const CHAT: readonly Protocol[] = ['openai-chat']
const CHAT_AND_EMBEDDINGS: readonly Protocol[] = ['openai-chat', 'openai-embeddings']

const HOSTED = { needsKey: true, free: false } as const
const LOCAL = { needsKey: false, free: true } as const

/**
 * From the vendors' documentation, 2026-11. OpenRouter, LiteLLM, Ollama and llama.cpp serve Anthropic's messages beside
 * OpenAI's protocols; DeepSeek does so at an address of its own.
 */
export const KINDS: Readonly<Record<ProviderKind, KindTraits>> = {
  anthropic: {
    ...HOSTED,
    name: 'Anthropic',
    baseUrl: 'https://api.anthropic.com/v1',
    protocols: ['anthropic-messages'],
  },
  openai: {
    ...HOSTED,
    name: 'OpenAI',
    baseUrl: 'https://api.openai.com/v1',
    protocols: ['openai-responses', 'openai-chat', 'openai-embeddings'],
  },
  openrouter: {
    ...HOSTED,
    name: 'OpenRouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    protocols: ['openai-chat', 'anthropic-messages', 'openai-embeddings'],
  },
  groq: { ...HOSTED, name: 'Groq', baseUrl: 'https://api.groq.com/openai/v1', protocols: CHAT },
  deepseek: {
    ...HOSTED,
    name: 'DeepSeek',
    baseUrl: 'https://api.deepseek.com/v1',
    protocols: ['openai-chat', 'anthropic-messages'],
  },
  mistral: {
    ...HOSTED,
    name: 'Mistral',
    baseUrl: 'https://api.mistral.ai/v1',
    protocols: CHAT_AND_EMBEDDINGS,
  },
  gemini: {
    ...HOSTED,
    name: 'Gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    protocols: CHAT_AND_EMBEDDINGS,
  },
  litellm: {
    needsKey: false,
    free: false,
    name: 'LiteLLM',
    baseUrl: 'http://127.0.0.1:4000/v1',
    protocols: ['openai-chat', 'openai-responses', 'anthropic-messages', 'openai-embeddings'],
  },
  'cloudflare-gateway': { ...HOSTED, name: 'Cloudflare AI Gateway', baseUrl: null, protocols: CHAT },
  vllm: {
    ...LOCAL,
    name: 'vLLM',
    baseUrl: 'http://127.0.0.1:8000/v1',
    protocols: ['openai-chat', 'openai-responses', 'openai-embeddings'],
  },
  ollama: {
    ...LOCAL,
    name: 'Ollama',
    baseUrl: 'http://127.0.0.1:11434/v1',
    protocols: ['openai-chat', 'openai-responses', 'anthropic-messages', 'openai-embeddings'],
  },
  'llama-cpp': {
    ...LOCAL,
    name: 'llama.cpp',
    baseUrl: 'http://127.0.0.1:8080/v1',
    protocols: ['openai-chat', 'anthropic-messages', 'openai-embeddings'],
  },
  'workers-ai': { ...HOSTED, name: 'Workers AI', baseUrl: null, protocols: CHAT_AND_EMBEDDINGS },
  'workers-ai-binding': {
    needsKey: false,
    free: false,
    name: 'Workers AI',
    baseUrl: WORKERS_AI_URL,
    protocols: CHAT_AND_EMBEDDINGS,
  },
  'openai-compatible': {
    needsKey: false,
    free: false,
    name: 'OpenAI-compatible',
    baseUrl: null,
    protocols: CHAT_AND_EMBEDDINGS,
  },
  'anthropic-compatible': {
    needsKey: false,
    free: false,
    name: 'Anthropic-compatible',
    baseUrl: null,
    protocols: ['anthropic-messages'],
  },
}

/** Whose models bear these names, where no route and no provider's own list says so. */
const VENDORS: readonly (readonly [RegExp, readonly ProviderKind[]])[] = [
  [/^claude/, ['anthropic', 'anthropic-compatible']],
  [/^(gpt-(?!oss)|o[134](-|$)|chatgpt|codex|text-embedding-(ada|3)|davinci|babbage)/, ['openai']],
  [/^(gemini|gemma|text-embedding-00|embedding-00)/, ['gemini']],
  [/^deepseek/, ['deepseek']],
  [/^(mistral|ministral|magistral|devstral|codestral|pixtral|open-mi[sx]tral|voxtral)/, ['mistral']],
  [/^@cf\//, ['workers-ai-binding', 'workers-ai']],
]

/** @returns the kinds of the vendor whose models bear such a name; none where nobody can tell */
export function vendorKindsOf(model: string): readonly ProviderKind[] {
  const name = model.toLowerCase()
  return VENDORS.find(([pattern]) => pattern.test(name))?.[1] ?? []
}

/** DeepSeek's own address for Anthropic's protocol lies beside the other one, not below it. */
const DEEPSEEK_MESSAGES = 'https://api.deepseek.com/anthropic/v1'

/** Where this protocol is spoken. */
export function baseUrlFor(kind: ProviderKind, baseUrl: string, protocol: Protocol): string {
  const isOther = kind === 'deepseek' && protocol === 'anthropic-messages'
  return isOther && baseUrl === KINDS.deepseek.baseUrl ? DEEPSEEK_MESSAGES : baseUrl
}

/** The headers that authorise a call in this protocol. */
export function authHeaders(kind: ProviderKind, protocol: Protocol, secret: string): Record<string, string> {
  const isAnthropic = kind === 'anthropic' || kind === 'anthropic-compatible' || kind === 'deepseek'
  return isAnthropic && protocol === 'anthropic-messages'
    ? { 'x-api-key': secret }
    : { authorization: `Bearer ${secret}` }
}

/** Whether it is reached by a binding of this installation: its address is not the person's to choose, and it has no key. */
export function isBound(kind: ProviderKind): boolean {
  return kind === 'workers-ai-binding'
}
