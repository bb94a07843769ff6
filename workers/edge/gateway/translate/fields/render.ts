import type { ChatProtocol } from '../../protocols/protocol.ts'
import { FIELDS } from '../fields.ts'
import type { Fate, Row } from './fate.ts'

const NAMES: readonly (readonly [protocol: ChatProtocol, name: string])[] = [
  ['anthropic-messages', 'Anthropic messages'],
  ['openai-chat', 'OpenAI chat'],
  ['openai-responses', 'OpenAI responses'],
]

const INTRODUCTION = `# What a translation keeps

A client may speak another protocol than the provider that its route leads to. This page is rendered from the table that the translators themselves look every loss up in (\`workers/edge/gateway/translate/fields.ts\`): what is not named here is carried, a field that nobody knows is dropped, a part of the conversation that nobody knows is refused. What was changed or dropped is told with every call, as notes; a refusal is a 400 in the words of the client's protocol. Between a client and a provider of the same protocol nothing is translated, and every byte passes.`

const REASONING = `Reasoning that a provider of another protocol shows reaches Anthropic's clients as thinking with an empty signature, OpenAI chat's as \`reasoning_content\`, and OpenAI responses' as a summary. Signatures stay with the provider that made them.`

/** @returns the page docs/gateway-translation.md */
export function renderFields(): string {
  const sections = [
    INTRODUCTION,
    '## The fields of a request',
    ...NAMES.flatMap(([from, name]) => [`### From ${name}`, fieldsTable(from)]),
    '## In a conversation, and by provider',
    'Some of these depend on what the target of a route is known to take (its dialect): marks for the prompt cache, how it is asked to reason, whether it may be told how to sample.',
    featuresTable(),
    REASONING,
    '## What only one protocol has',
    'These stand in `type`. In an answer, which is paid for, nothing is refused: what does not translate is dropped.',
    foreignTable(),
  ]
  return `${sections.join('\n\n')}\n`
}

function fieldsTable(from: ChatProtocol): string {
  const targets = NAMES.filter(([protocol]) => protocol !== from)
  const rows = Object.entries(FIELDS.request[from]).map(([field, row]) =>
    [code(field)].concat(targets.map(([to]) => `${say(row[to])}${harmless(row)}`)),
  )
  return table(['Field', ...targets.map(([, name]) => `To ${name}`)], rows)
}

function featuresTable(): string {
  const features: [string, Row][] = Object.entries(FIELDS.features)
  const rows = features.map(([name, row]) => [name].concat(NAMES.map(([to]) => say(row[to]))))
  return table(['What', ...NAMES.map(([, name]) => `To ${name}`)], rows)
}

function foreignTable(): string {
  const rows = NAMES.flatMap(([from, name]) =>
    Object.entries(FIELDS.foreign[from]).map(([type, fate]) => [name, type, say(fate)]),
  )
  return table(['Protocol', 'What', 'To any other'], rows)
}

function say(fate: Fate = { fate: 'copied' }): string {
  switch (fate.fate) {
    case 'carried':
      return `becomes ${fate.as}`
    case 'copied':
      return 'kept'
    case 'changed':
    case 'dropped':
    case 'refused':
      return `**${fate.fate}**: ${fate.why}`
  }
}

function harmless({ harmless: values = [] }: Row): string {
  return values.length === 0
    ? ''
    : ` Nothing is lost with ${values.map((value) => code(JSON.stringify(value))).join(', ')}.`
}

function code(text: string): string {
  return `\`${text}\``
}

/** Columns are padded as the formatter pads them. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
