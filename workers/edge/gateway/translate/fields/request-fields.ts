import type { ChatProtocol } from '../../protocols/protocol.ts'
import { carried, copied, dropped, refused } from './fate.ts'
import type { Fate, Row } from './fate.ts'

/** The same fate in both other protocols. */
function toOpenai(chat: Fate, responses: Fate = chat): Row {
  return { 'openai-chat': chat, 'openai-responses': responses }
}

function fromChat(anthropic: Fate, responses: Fate): Row {
  return { 'anthropic-messages': anthropic, 'openai-responses': responses }
}

function fromResponses(anthropic: Fate, chat: Fate): Row {
  return { 'anthropic-messages': anthropic, 'openai-chat': chat }
}

const OTHER_VENDOR = dropped('It steers a service of OpenAI that Anthropic does not have.')
const ANTHROPIC_ONLY = dropped('It steers a service of Anthropic that OpenAI does not have.')
const SAMPLER = dropped('The target has no such control of its sampling.')
const STATE = 'It points to what the other provider keeps, which the target can not see.'

const ANTHROPIC_FIELDS: Readonly<Record<string, Row>> = {
  model: toOpenai(carried('model')),
  messages: toOpenai(carried('messages'), carried('input')),
  system: toOpenai(
    carried('messages[0], role system'),
    carried('instructions, or input[0] with role system'),
  ),
  max_tokens: toOpenai(carried('max_completion_tokens or max_tokens'), carried('max_output_tokens')),
  stream: toOpenai(carried('stream, with stream_options.include_usage'), carried('stream')),
  tools: toOpenai(carried('tools')),
  tool_choice: toOpenai(carried('tool_choice, parallel_tool_calls')),
  stop_sequences: toOpenai(carried('stop'), dropped('OpenAI responses know no stop sequences.')),
  temperature: toOpenai(carried('temperature')),
  top_p: toOpenai(carried('top_p')),
  thinking: toOpenai(carried('reasoning_effort'), carried('reasoning')),
  output_config: toOpenai(
    carried('reasoning_effort, response_format'),
    carried('reasoning.effort, text.format'),
  ),
  output_format: toOpenai(carried('response_format'), carried('text.format')),
  metadata: toOpenai(carried('user')),
  top_k: toOpenai(SAMPLER),
  service_tier: { ...toOpenai(dropped('The tiers of the vendors do not compare.')), harmless: ['auto'] },
  cache_control: toOpenai(dropped('Where to cache by itself is the provider’s choice.')),
  context_management: toOpenai(ANTHROPIC_ONLY),
  compaction: toOpenai(ANTHROPIC_ONLY),
  diagnostics: toOpenai(ANTHROPIC_ONLY),
  speed: { ...toOpenai(ANTHROPIC_ONLY), harmless: ['standard'] },
  fallbacks: toOpenai(ANTHROPIC_ONLY),
  fallback_credit_token: toOpenai(ANTHROPIC_ONLY),
  billing_policy: toOpenai(ANTHROPIC_ONLY),
  user_profile_id: toOpenai(ANTHROPIC_ONLY),
  workspace_id: toOpenai(ANTHROPIC_ONLY),
  betas: toOpenai(ANTHROPIC_ONLY),
  inference_geo: toOpenai(refused('Where the call may run is a promise that the target does not make.')),
  container: toOpenai(refused(STATE)),
  thread: toOpenai(refused(STATE)),
  mcp_servers: toOpenai(refused('Anthropic itself calls these servers; the target does not.')),
}

const CHAT_FIELDS: Readonly<Record<string, Row>> = {
  model: fromChat(carried('model'), carried('model')),
  messages: fromChat(carried('system, messages'), carried('instructions, input')),
  max_completion_tokens: fromChat(carried('max_tokens'), carried('max_output_tokens')),
  max_tokens: fromChat(carried('max_tokens'), carried('max_output_tokens')),
  stream: fromChat(carried('stream'), carried('stream')),
  stream_options: fromChat(
    carried('the usage at the end of the stream'),
    carried('the usage at the end of the stream'),
  ),
  tools: fromChat(carried('tools'), carried('tools')),
  tool_choice: fromChat(carried('tool_choice'), carried('tool_choice')),
  parallel_tool_calls: fromChat(
    carried('tool_choice.disable_parallel_tool_use'),
    carried('parallel_tool_calls'),
  ),
  stop: fromChat(carried('stop_sequences'), dropped('OpenAI responses know no stop sequences.')),
  temperature: fromChat(carried('temperature'), carried('temperature')),
  top_p: fromChat(carried('top_p'), carried('top_p')),
  response_format: fromChat(carried('output_config.format'), carried('text.format')),
  reasoning_effort: fromChat(carried('thinking, output_config.effort'), carried('reasoning.effort')),
  reasoning: fromChat(carried('thinking, output_config.effort'), carried('reasoning')),
  user: fromChat(carried('metadata.user_id'), copied),
  safety_identifier: fromChat(carried('metadata.user_id'), copied),
  metadata: fromChat(OTHER_VENDOR, copied),
  prompt_cache_key: fromChat(OTHER_VENDOR, copied),
  prompt_cache_options: fromChat(OTHER_VENDOR, copied),
  prompt_cache_retention: fromChat(OTHER_VENDOR, copied),
  moderation: fromChat(OTHER_VENDOR, copied),
  store: { ...fromChat(OTHER_VENDOR, copied), harmless: [false] },
  service_tier: {
    ...fromChat(dropped('The tiers of the vendors do not compare.'), copied),
    harmless: ['auto'],
  },
  verbosity: { ...fromChat(OTHER_VENDOR, carried('text.verbosity')), harmless: ['medium'] },
  seed: fromChat(SAMPLER, SAMPLER),
  logit_bias: fromChat(SAMPLER, SAMPLER),
  frequency_penalty: { ...fromChat(SAMPLER, SAMPLER), harmless: [0] },
  presence_penalty: { ...fromChat(SAMPLER, SAMPLER), harmless: [0] },
  logprobs: { ...fromChat(SAMPLER, SAMPLER), harmless: [false] },
  top_logprobs: { ...fromChat(SAMPLER, SAMPLER), harmless: [0] },
  prediction: fromChat(OTHER_VENDOR, OTHER_VENDOR),
  web_search_options: fromChat(OTHER_VENDOR, OTHER_VENDOR),
  n: {
    ...fromChat(refused('The target gives one answer.'), refused('The target gives one answer.')),
    harmless: [1],
  },
  audio: fromChat(refused('The target does not speak.'), refused('The target does not speak.')),
  modalities: {
    ...fromChat(refused('The target answers in text.'), refused('The target answers in text.')),
    harmless: [['text']],
  },
  functions: fromChat(refused('Send tools instead.'), refused('Send tools instead.')),
  function_call: fromChat(refused('Send tool_choice instead.'), refused('Send tool_choice instead.')),
}

const RESPONSES_FIELDS: Readonly<Record<string, Row>> = {
  model: fromResponses(carried('model'), carried('model')),
  input: fromResponses(carried('messages'), carried('messages')),
  instructions: fromResponses(carried('system'), carried('messages[0], role system')),
  max_output_tokens: fromResponses(carried('max_tokens'), carried('max_completion_tokens or max_tokens')),
  stream: fromResponses(carried('stream'), carried('stream, with stream_options.include_usage')),
  tools: fromResponses(carried('tools'), carried('tools')),
  tool_choice: fromResponses(carried('tool_choice'), carried('tool_choice')),
  parallel_tool_calls: fromResponses(
    carried('tool_choice.disable_parallel_tool_use'),
    carried('parallel_tool_calls'),
  ),
  temperature: fromResponses(carried('temperature'), carried('temperature')),
  top_p: fromResponses(carried('top_p'), carried('top_p')),
  reasoning: fromResponses(carried('thinking, output_config.effort'), carried('reasoning_effort')),
  text: fromResponses(carried('output_config.format'), carried('response_format, verbosity')),
  user: fromResponses(carried('metadata.user_id'), copied),
  safety_identifier: fromResponses(carried('metadata.user_id'), copied),
  metadata: fromResponses(OTHER_VENDOR, copied),
  prompt_cache_key: fromResponses(OTHER_VENDOR, copied),
  prompt_cache_options: fromResponses(OTHER_VENDOR, copied),
  prompt_cache_retention: fromResponses(OTHER_VENDOR, copied),
  moderation: fromResponses(OTHER_VENDOR, copied),
  store: { ...fromResponses(OTHER_VENDOR, copied), harmless: [false] },
  service_tier: {
    ...fromResponses(dropped('The tiers of the vendors do not compare.'), copied),
    harmless: ['auto'],
  },
  top_logprobs: { ...fromResponses(SAMPLER, SAMPLER), harmless: [0] },
  truncation: { ...fromResponses(OTHER_VENDOR, OTHER_VENDOR), harmless: ['disabled'] },
  include: { ...fromResponses(OTHER_VENDOR, OTHER_VENDOR), harmless: [[]] },
  stream_options: fromResponses(OTHER_VENDOR, OTHER_VENDOR),
  max_tool_calls: fromResponses(OTHER_VENDOR, OTHER_VENDOR),
  context_management: fromResponses(OTHER_VENDOR, OTHER_VENDOR),
  access_programs: fromResponses(OTHER_VENDOR, OTHER_VENDOR),
  image: fromResponses(OTHER_VENDOR, OTHER_VENDOR),
  background: {
    ...fromResponses(refused('The target answers at once.'), refused('The target answers at once.')),
    harmless: [false],
  },
  previous_response_id: fromResponses(refused(STATE), refused(STATE)),
  conversation: fromResponses(refused(STATE), refused(STATE)),
  prompt: fromResponses(refused(STATE), refused(STATE)),
}

/** Every field at the top of a request, by the protocol that the client speaks. A field that is not here is dropped. */
export const REQUEST_FIELDS: Readonly<Record<ChatProtocol, Readonly<Record<string, Row>>>> = {
  'anthropic-messages': ANTHROPIC_FIELDS,
  'openai-chat': CHAT_FIELDS,
  'openai-responses': RESPONSES_FIELDS,
}
