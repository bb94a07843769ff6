import { changed, dropped, refused } from './fate.ts'
import type { Row } from './fate.ts'

const NO_MARKS = dropped('This provider is not told what to cache.')
const PARTS_ONLY = dropped('OpenAI marks parts of messages only.')
const UNSIGNED = dropped('Reasoning is signed for, and understood by, the provider that wrote it.')
const ELSEWHERE = refused('The file lies with the other provider: send its content.')
const AS_ERROR = changed('The text of a failed call’s result is led by "Error: ".')
const AS_TEXT = changed('It becomes a text part between <document> marks.')
const AS_EFFORT = changed(
  'A budget becomes an effort: low below 4,000 tokens, medium below 16,000, else high.',
)
const NO_QUESTION = dropped('This model refuses to be asked how much to reason.')
const NO_SAMPLING = dropped('This model refuses temperature and top_p.')
const BOUNDED = changed('It is lowered to the most that the model may be asked for.')
const LONG_NAME = changed(
  'A tool’s name of more than 64 characters is shortened, and restored in the answer.',
)
const ONLY_ALLOWED = changed('Only the tools that are allowed are sent.')
const BILLING = dropped('Its hash changes with every call, and no provider could cache the prompt behind it.')
const NOT_AT_OPENAI = dropped('OpenAI’s tools know no such member.')

/**
 * What stands deeper in a request, or depends on the provider, and is not carried as it is. A feature without an entry
 * for a target is carried there.
 */
export const FEATURES = {
  'billing header of Claude Code': { 'openai-chat': BILLING, 'openai-responses': BILLING },
  'cache mark': { 'anthropic-messages': NO_MARKS, 'openai-chat': NO_MARKS, 'openai-responses': NO_MARKS },
  'cache mark on a tool': { 'openai-chat': PARTS_ONLY, 'openai-responses': PARTS_ONLY },
  'cache mark on a tool call': { 'openai-chat': PARTS_ONLY, 'openai-responses': PARTS_ONLY },
  'cache mark on a tool result': { 'openai-chat': PARTS_ONLY, 'openai-responses': PARTS_ONLY },
  'cache mark on what the model said': { 'openai-responses': PARTS_ONLY },
  'cache mark for an hour': {
    'openai-chat': changed('OpenAI knows 30 minutes and 12 hours: an hour becomes 12 hours.'),
    'openai-responses': changed('OpenAI knows 30 minutes and 12 hours: an hour becomes 12 hours.'),
  },
  'cache mark for 12 hours': { 'anthropic-messages': changed('Anthropic keeps an hour at most.') },
  'thinking in the history': {
    'anthropic-messages': UNSIGNED,
    'openai-chat': UNSIGNED,
    'openai-responses': UNSIGNED,
  },
  'thinking signature in an answer': { 'openai-chat': UNSIGNED, 'openai-responses': UNSIGNED },
  'image detail': { 'anthropic-messages': dropped('Anthropic looks at every image the same way.') },
  'image by file id': {
    'anthropic-messages': ELSEWHERE,
    'openai-chat': ELSEWHERE,
    'openai-responses': ELSEWHERE,
  },
  'document by file id': {
    'anthropic-messages': ELSEWHERE,
    'openai-chat': ELSEWHERE,
    'openai-responses': ELSEWHERE,
  },
  'document by address': { 'openai-chat': refused('OpenAI chat fetches no documents: send its content.') },
  'document that is neither PDF nor text': {
    'anthropic-messages': refused('Anthropic reads PDF and plain text.'),
  },
  'document of plain text': { 'openai-chat': AS_TEXT, 'openai-responses': AS_TEXT },
  'document context, citations': {
    'openai-chat': dropped('OpenAI does not cite.'),
    'openai-responses': dropped('OpenAI does not cite.'),
  },
  'citations of a text': {
    'openai-chat': dropped('They point into what Anthropic read.'),
    'openai-responses': dropped('They point into what Anthropic read.'),
  },
  'search result': {
    'openai-chat': changed('It becomes a text part between <document> marks.'),
    'openai-responses': changed('It becomes a text part between <document> marks.'),
  },
  'image or document in a tool result': {
    'openai-chat': changed('It moves into a user message behind the results.'),
  },
  'failed tool call': { 'openai-chat': AS_ERROR, 'openai-responses': AS_ERROR },
  'text behind a tool call': { 'openai-chat': changed('It moves before the calls.') },
  'refusal in the history': { 'anthropic-messages': changed('It becomes text.') },
  'developer role': { 'anthropic-messages': changed('It becomes the system role.') },
  'name of a participant': {
    'anthropic-messages': dropped('Participants have no names.'),
    'openai-responses': dropped('Participants have no names.'),
  },
  'custom tool': {
    'anthropic-messages': changed('It becomes a tool with one text argument, and back in the answer.'),
  },
  'grammar of a custom tool': { 'anthropic-messages': dropped('Anthropic follows no grammar.') },
  'tool input that is no object': {
    'anthropic-messages': changed('It becomes the member "input" of an object.'),
  },
  'tool member: allowed_callers': { 'openai-chat': NOT_AT_OPENAI, 'openai-responses': NOT_AT_OPENAI },
  'tool member: defer_loading': { 'openai-chat': NOT_AT_OPENAI, 'openai-responses': NOT_AT_OPENAI },
  'tool member: eager_input_streaming': { 'openai-chat': NOT_AT_OPENAI, 'openai-responses': NOT_AT_OPENAI },
  'tool member: input_examples': { 'openai-chat': NOT_AT_OPENAI, 'openai-responses': NOT_AT_OPENAI },
  'long tool name': { 'openai-chat': LONG_NAME, 'openai-responses': LONG_NAME },
  'tool choice among some': {
    'anthropic-messages': ONLY_ALLOWED,
    'openai-chat': ONLY_ALLOWED,
    'openai-responses': ONLY_ALLOWED,
  },
  'tool choice of a hosted tool': {
    'anthropic-messages': refused('The target does not host this tool.'),
    'openai-chat': refused('The target does not host this tool.'),
    'openai-responses': refused('The target does not host this tool.'),
  },
  'thinking budget': { 'openai-chat': AS_EFFORT, 'openai-responses': AS_EFFORT },
  'minimal effort': { 'anthropic-messages': changed('Anthropic’s least effort is low.') },
  'effort as a budget': {
    'anthropic-messages': changed(
      'This model takes a number of tokens: 1,024 to 64,000, below the answer’s bound.',
    ),
  },
  'effort without room': {
    'anthropic-messages': dropped('The answer’s bound leaves no room for 1,024 tokens of thinking.'),
  },
  'task budget': {
    'openai-chat': dropped('OpenAI knows no budget for a task.'),
    'openai-responses': dropped('OpenAI knows no budget for a task.'),
  },
  'reasoning effort': {
    'anthropic-messages': NO_QUESTION,
    'openai-chat': NO_QUESTION,
    'openai-responses': NO_QUESTION,
  },
  'reasoning summary': { 'openai-chat': dropped('OpenAI chat shows what it shows.') },
  'temperature above 1': { 'anthropic-messages': changed('Anthropic’s highest temperature is 1.') },
  'temperature, top_p': {
    'anthropic-messages': NO_SAMPLING,
    'openai-chat': NO_SAMPLING,
    'openai-responses': NO_SAMPLING,
  },
  'output bound above the model’s': {
    'anthropic-messages': BOUNDED,
    'openai-chat': BOUNDED,
    'openai-responses': BOUNDED,
  },
  'output bound below 16': { 'openai-responses': changed('OpenAI’s least bound is 16.') },
  'no output bound': { 'anthropic-messages': changed('Anthropic demands one: 32,000, or the model’s own.') },
  'JSON without a schema': {
    'anthropic-messages': dropped('Anthropic follows a schema, or none.'),
  },
  'name and description of a schema': { 'anthropic-messages': dropped('Anthropic’s schemas have none.') },
  'user of more than 64 characters': {
    'openai-chat': dropped('OpenAI takes 64 characters at most.'),
    'openai-responses': dropped('OpenAI takes 64 characters at most.'),
  },
} as const satisfies Readonly<Record<string, Row>>

export type Feature = keyof typeof FEATURES
