import { expect, it } from 'vitest'
import { newId } from '@switchboard/shared-types/ids'
import { knownProvider } from '../providers/testing.ts'
import { routeTo } from '../routes/testing.ts'
import { listModels } from './list-models.ts'

it('a token may ask for names of its routes that are no globs, then for what providers have, each once', () => {
  const token = newId('tok')
  const routes = [
    routeTo(['openai'], { models: ['fast', 'claude-*', 'gpt-?'] }),
    routeTo(['openai'], { models: ['mine'], conditions: { tokens: [token] } }),
    routeTo(['openai'], { models: ['others'], conditions: { tokens: [newId('tok')] } }),
    routeTo(['openai'], { models: ['off'], enabled: false }),
  ]
  const providers = [
    knownProvider({ kind: 'openai', models: ['gpt-6-sol', 'fast'] }),
    knownProvider({ kind: 'ollama', keyIds: [], defaultModel: 'qwen3', smallModel: 'qwen3:0.6b' }),
    knownProvider({ kind: 'anthropic', keyIds: [], models: ['claude-opus-5'] }),
    knownProvider({ kind: 'groq', enabled: false, models: ['llama'] }),
  ]
  expect(listModels(token, routes, providers)).toEqual([
    { id: 'fast', provider: 'openai' },
    { id: 'mine', provider: 'openai' },
    { id: 'gpt-6-sol', provider: 'openai' },
    { id: 'qwen3', provider: 'ollama' },
    { id: 'qwen3:0.6b', provider: 'ollama' },
  ])
})
