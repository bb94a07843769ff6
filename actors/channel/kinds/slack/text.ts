import { MAX_TEXT } from '@switchboard/shared-types/channel-event'
import { clip } from '@switchboard/kernel/text/clip'
import { elementsOf, membersOf, textOf, type JsonObject } from '../wire/json.ts'
import { nameOf } from './people.ts'
import type { SlackState } from './state.ts'

/**
 * Makes Slack's text readable: `<@U1>` is a name, `<#C1|general>` a channel, `<https://a.example|here>` its words and
 * address; `&amp;`, `&lt;` and `&gt;` are what they stand for. Marks like `*bold*` stay as they were written.
 * Source: https://docs.slack.dev/messaging/formatting-message-text
 */
export function readMrkdwn(state: SlackState, text: string): string {
  const readable = text.replaceAll(/<([^<>]+)>/g, (_, inner: string) => readEntity(state, inner))
  return clip(unescapeSigns(readable), MAX_TEXT)
}

/** Escapes the three signs that Slack reads as its own: what is sent is what is shown. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** What a message says: its text, else that of its blocks, else that of its attachments; then files that lie elsewhere. */
export function textOfMessage(state: SlackState, message: JsonObject): string {
  const own =
    textOf(message['text']) ?? blockText(message['blocks']) ?? attachmentText(message['attachments'])
  return clip(
    [readMrkdwn(state, own ?? ''), ...elsewhere(message)].filter((line) => line !== '').join('\n'),
    MAX_TEXT,
  )
}

function readEntity(state: SlackState, inner: string): string {
  const bar = inner.indexOf('|')
  const target = bar < 0 ? inner : inner.slice(0, bar)
  const label = bar < 0 ? '' : inner.slice(bar + 1)
  if (target.startsWith('@')) return `@${label || nameOf(state, target.slice(1))}`
  if (target.startsWith('#')) return `#${label || (state.channels[target.slice(1)]?.name ?? target.slice(1))}`
  if (target.startsWith('!')) return readSpecial(target.slice(1), label)
  const address = target.replace(/^(mailto|tel):/, '')
  return label === '' || label === address ? address : `${label} (${address})`
}

/** `<!here>`, `<!subteam^S1|@team>`, `<!date^1700000000^{date}|yesterday>` */
function readSpecial(name: string, label: string): string {
  if (name.startsWith('date^')) return label
  if (name.startsWith('subteam^')) return label || `@${name.slice('subteam^'.length)}`
  return `@${name}`
}

/** In one pass, so that `&amp;lt;` reads `&lt;`. */
function unescapeSigns(text: string): string {
  return text.replaceAll(/&(amp|lt|gt);/g, (_, name: string) =>
    name === 'amp' ? '&' : name === 'lt' ? '<' : '>',
  )
}

function blockText(blocks: unknown): string | null {
  const lines = elementsOf(blocks).flatMap((block) => {
    const { text, fields } = membersOf(block)
    return [text, ...elementsOf(fields)].map((part) => textOf(membersOf(part)['text']) ?? '')
  })
  return textOf(lines.filter((line) => line !== '').join('\n'))
}

function attachmentText(attachments: unknown): string | null {
  const lines = elementsOf(attachments).flatMap((attachment) => {
    const { pretext, title, text, fallback } = membersOf(attachment)
    const said = [pretext, title, text].filter((part) => textOf(part) !== null)
    return said.length > 0 ? said : [textOf(fallback) ?? '']
  })
  return textOf(lines.filter((line) => line !== '').join('\n'))
}

/** Files of other services are no attachments: their addresses are no business of our token. */
function elsewhere(message: JsonObject): string[] {
  return elementsOf(message['files']).flatMap((file) => {
    const { mode, title, external_url: url } = membersOf(file)
    if (mode !== 'external' || textOf(url) === null) return []
    return [`${textOf(title) ?? 'File'}: ${textOf(url)}`]
  })
}
