import { toHtml } from 'hast-util-to-html'
import rehypeSanitize from 'rehype-sanitize'
import { convertFragment, type Media } from './convert.ts'
import { parseHtml } from './parse-html.ts'
import { ENTRY_SCHEMA } from './schema.ts'
import { treeText } from './text.ts'
import { MAX_TEXT_LENGTH, toText } from './to-text.ts'

/** Characters of HTML read and kept of one entry; a longer text is cut. */
export const MAX_HTML_LENGTH = 300_000

export interface SafeHtml {
  /** HTML that runs nothing and reaches nothing of the page that shows it; empty when nothing is left. */
  readonly html: string
  /** The same as plain text, capped. */
  readonly text: string
}

/**
 * Makes a source's HTML safe to show: elements and attributes of ENTRY_SCHEMA only, addresses absolute, frames turned
 * into links, counting pixels dropped. Sanitising the result again changes nothing.
 *
 * @param baseUrl what relative addresses are relative to; null drops them
 * @param media `embedded`: nothing is loaded when the result is shown, so its sender does not learn that it is read
 */
export function sanitiseHtml(html: string, baseUrl: string | null, media: Media = 'remote'): SafeHtml {
  const source = html.slice(0, MAX_HTML_LENGTH)
  let safe = sanitiseOnce(source, baseUrl, media)
  for (let pass = 1; pass < MAX_PASSES && safe?.unsettled === true; pass++) {
    const again = sanitiseOnce(safe.html, baseUrl, media)
    safe = again === null ? null : { ...again, unsettled: again.html !== safe.html }
  }
  return safe === null ? asText(source) : { html: safe.html, text: safe.text }
}

const MAX_PASSES = 5

/** Null when the markup asks for too much; `unsettled` when a parser would read the result differently. */
function sanitiseOnce(
  html: string,
  baseUrl: string | null,
  media: Media,
): (SafeHtml & { unsettled: boolean }) | null {
  const fragment = parseHtml(html)
  if (fragment === null) return null
  const { tree, misplaced } = convertFragment(fragment, baseUrl, media)
  const safe = dropUnsafe(tree)
  const result = toHtml(safe, OUTPUT).trim()
  if (result.length > MAX_HTML_LENGTH) return null
  return { html: result, text: treeText(safe, MAX_TEXT_LENGTH), unsettled: misplaced }
}

// The plugin is its transformer's factory; the unified pipeline around it would only call it.
const dropUnsafe = rehypeSanitize(ENTRY_SCHEMA)

const OUTPUT = { closeSelfClosing: false, characterReferences: { useNamedReferences: true } } as const

/** What is left of markup that asks for too much: its text. */
function asText(html: string): SafeHtml {
  const text = toText(html)
  return { html: escapeHtml(text), text }
}

/** Plain text as HTML: paragraphs where blank lines stand, line breaks where single ones do. */
export function textToHtml(text: string): string {
  const paragraphs = escapeHtml(text.trim()).split(/\r?\n\s*\r?\n/)
  const html = paragraphs.map((paragraph) => paragraph.replace(/\r?\n/g, '<br>'))
  return html.length === 1 ? html.join('') : html.map((paragraph) => `<p>${paragraph}</p>`).join('')
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
