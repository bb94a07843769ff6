import type { ProviderKind } from '@switchboard/shared-types/api/router/providers'

/** What the page asks and says of one kind of provider. */
export interface KindWords {
  readonly title: string
  readonly key: 'needed' | 'optional' | 'none'
  /** Where one gets a key. */
  readonly keysAt?: string
  /**
   * `own`: it has one address for everybody. `bound`: the installation is bound to it, so there is none to choose.
   * Otherwise the address has to be given, and looks like this.
   */
  readonly address: 'own' | 'bound' | { readonly example: string; readonly isUsual: boolean }
  /** It runs on one's own machine. */
  readonly free?: boolean
}

const usual = (example: string) => ({ example, isUsual: true })
const such = (example: string) => ({ example, isUsual: false })

export const KINDS: Record<ProviderKind, KindWords> = {
  anthropic: {
    title: 'Anthropic',
    key: 'needed',
    keysAt: 'https://console.anthropic.com/settings/keys',
    address: 'own',
  },
  openai: {
    title: 'OpenAI',
    key: 'needed',
    keysAt: 'https://platform.openai.com/api-keys',
    address: 'own',
  },
  openrouter: {
    title: 'OpenRouter',
    key: 'needed',
    keysAt: 'https://openrouter.ai/settings/keys',
    address: 'own',
  },
  groq: { title: 'Groq', key: 'needed', keysAt: 'https://console.groq.com/keys', address: 'own' },
  deepseek: {
    title: 'DeepSeek',
    key: 'needed',
    keysAt: 'https://platform.deepseek.com/api_keys',
    address: 'own',
  },
  mistral: {
    title: 'Mistral',
    key: 'needed',
    keysAt: 'https://console.mistral.ai/api-keys',
    address: 'own',
  },
  gemini: {
    title: 'Gemini',
    key: 'needed',
    keysAt: 'https://aistudio.google.com/apikey',
    address: 'own',
  },
  'cloudflare-gateway': {
    title: 'Cloudflare AI Gateway',
    key: 'needed',
    address: such('https://gateway.ai.cloudflare.com/v1/ACCOUNT/GATEWAY/compat'),
  },
  'workers-ai': {
    title: 'Workers AI',
    key: 'needed',
    keysAt: 'https://dash.cloudflare.com/profile/api-tokens',
    address: such('https://api.cloudflare.com/client/v4/accounts/ACCOUNT/ai/v1'),
  },
  'workers-ai-binding': { title: 'Workers AI', key: 'none', address: 'bound' },
  ollama: { title: 'Ollama', key: 'optional', free: true, address: usual('http://127.0.0.1:11434/v1') },
  vllm: { title: 'vLLM', key: 'optional', free: true, address: usual('http://127.0.0.1:8000/v1') },
  'llama-cpp': {
    title: 'llama.cpp',
    key: 'optional',
    free: true,
    address: usual('http://127.0.0.1:8080/v1'),
  },
  litellm: { title: 'LiteLLM', key: 'optional', address: usual('http://127.0.0.1:4000/v1') },
  'openai-compatible': {
    title: 'Speaks like OpenAI',
    key: 'optional',
    address: such('https://models.example.org/v1'),
  },
  'anthropic-compatible': {
    title: 'Speaks like Anthropic',
    key: 'optional',
    address: such('https://models.example.org/v1'),
  },
}

/** The kinds as somebody looks for them; one that is bound is offered where it is found. */
export const KIND_GROUPS: readonly { readonly title: string; readonly kinds: readonly ProviderKind[] }[] = [
  {
    title: 'Companies',
    kinds: [
      'anthropic',
      'openai',
      'openrouter',
      'gemini',
      'mistral',
      'deepseek',
      'groq',
      'cloudflare-gateway',
      'workers-ai',
    ],
  },
  { title: 'On your own machines', kinds: ['ollama', 'llama-cpp', 'vllm', 'litellm'] },
  { title: 'Anything else', kinds: ['openai-compatible', 'anthropic-compatible'] },
]
