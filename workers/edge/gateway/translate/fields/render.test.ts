import type Anthropic from '@anthropic-ai/sdk'
import type OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import { FIELDS } from '../fields.ts'
import { FEATURES } from './features.ts'
import { renderFields } from './render.ts'

type AllOf<T> = Readonly<Record<keyof T, true>>

/** The fields that the vendors' own types know: a new one fails the type check until the table says what becomes of it. */
const ANTHROPIC: AllOf<Anthropic.Beta.Messages.MessageCreateParams> = {
  model: true,
  messages: true,
  max_tokens: true,
  billing_policy: true,
  cache_control: true,
  compaction: true,
  container: true,
  context_management: true,
  diagnostics: true,
  fallback_credit_token: true,
  fallbacks: true,
  inference_geo: true,
  mcp_servers: true,
  metadata: true,
  output_config: true,
  output_format: true,
  service_tier: true,
  speed: true,
  stop_sequences: true,
  stream: true,
  system: true,
  thinking: true,
  thread: true,
  tool_choice: true,
  tools: true,
  betas: true,
  user_profile_id: true,
  workspace_id: true,
}

const CHAT: AllOf<OpenAI.ChatCompletionCreateParams> = {
  model: true,
  messages: true,
  audio: true,
  frequency_penalty: true,
  function_call: true,
  functions: true,
  logit_bias: true,
  logprobs: true,
  max_completion_tokens: true,
  max_tokens: true,
  metadata: true,
  modalities: true,
  moderation: true,
  n: true,
  parallel_tool_calls: true,
  prediction: true,
  presence_penalty: true,
  prompt_cache_key: true,
  prompt_cache_options: true,
  prompt_cache_retention: true,
  reasoning_effort: true,
  response_format: true,
  safety_identifier: true,
  seed: true,
  service_tier: true,
  stop: true,
  store: true,
  stream: true,
  stream_options: true,
  temperature: true,
  tool_choice: true,
  tools: true,
  top_logprobs: true,
  top_p: true,
  user: true,
  verbosity: true,
  web_search_options: true,
}

const RESPONSES: AllOf<OpenAI.Responses.ResponseCreateParams> = {
  access_programs: true,
  background: true,
  context_management: true,
  conversation: true,
  image: true,
  include: true,
  input: true,
  instructions: true,
  max_output_tokens: true,
  max_tool_calls: true,
  metadata: true,
  model: true,
  moderation: true,
  parallel_tool_calls: true,
  previous_response_id: true,
  prompt: true,
  prompt_cache_key: true,
  prompt_cache_options: true,
  prompt_cache_retention: true,
  reasoning: true,
  safety_identifier: true,
  service_tier: true,
  store: true,
  stream: true,
  stream_options: true,
  temperature: true,
  text: true,
  tool_choice: true,
  tools: true,
  top_logprobs: true,
  top_p: true,
  truncation: true,
  user: true,
}

describe('the table of a translation', () => {
  test.each([
    ['anthropic-messages', ANTHROPIC],
    ['openai-chat', CHAT],
    ['openai-responses', RESPONSES],
  ] as const)('says of every field of %s what becomes of it in both other protocols', (protocol, fields) => {
    const table = FIELDS.request[protocol]
    expect(Object.keys(fields).filter((field) => !Object.hasOwn(table, field))).toEqual([])
    for (const { harmless: _, ...row } of Object.values(table)) expect(Object.keys(row)).toHaveLength(2)
  })

  test('is shown on the page from its first row to its last', () => {
    const page = renderFields()
    for (const fields of Object.values(FIELDS.request)) {
      for (const field of Object.keys(fields)) expect(page).toContain(`| \`${field}\``)
    }
    for (const feature of Object.keys(FEATURES)) expect(page).toContain(`| ${feature}`)
    for (const types of Object.values(FIELDS.foreign)) {
      for (const type of Object.keys(types)) expect(page).toContain(`| ${type}`)
    }
  })
})
