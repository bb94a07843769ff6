import { decodeHTML } from 'entities'
import type { Attachment, Email } from 'postal-mime'
import { sanitiseHtml } from '@switchboard/kernel/sanitise/sanitise'
import { clip } from '@switchboard/kernel/text/clip'
import { MAX_TEXT } from '@switchboard/shared-types/channel-event'

export interface MailBody {
  readonly text: string
  /** Safe to show, and nothing in it is loaded from elsewhere; null for a mail of plain text. */
  readonly html: string | null
}

/** The body for people: the plain text, made from the HTML where there is none. Quoted text stays. */
export function bodyOf({ text, html, attachments }: Pick<Email, 'text' | 'html' | 'attachments'>): MailBody {
  const safe = html === undefined ? '' : safeHtml(html, attachments)
  const plain = text?.trim() ? text : textFromHtml(safe)
  const isShown = safe !== '' && safe.length <= 4 * MAX_TEXT
  return { text: clip(tidy(plain), MAX_TEXT), html: isShown ? safe : null }
}

function safeHtml(html: string, attachments: readonly Attachment[]): string {
  return sanitiseHtml(embedPictures(html, attachments), null, 'embedded').html
}

const MAX_PICTURE = 70_000
/** In characters, over all places. */
const MAX_EMBEDDED = 200_000

/** Puts small pictures that the mail brings in the places that name them (RFC 2392); bigger ones are attachments. */
function embedPictures(html: string, attachments: readonly Attachment[]): string {
  let room = MAX_EMBEDDED
  const pictures = new Map<string, string>()
  for (const { contentId, mimeType, content } of attachments) {
    if (contentId === undefined || typeof content === 'string') continue
    if (content.byteLength > MAX_PICTURE || !/^image\/(?:png|jpeg|gif|webp)$/.test(mimeType)) continue
    const data = new Uint8Array(content).toBase64()
    pictures.set(contentId.replace(/[<>]/g, ''), `data:${mimeType};base64,${data}`)
  }
  return html.replace(/(\bsrc\s*=\s*["']?)cid:([^"'\s>]{1,250})/gi, (whole, before: string, id: string) => {
    const data = pictures.get(id) ?? pictures.get(decodeId(id))
    if (data === undefined || data.length > room) return whole
    room -= data.length
    return `${before}${data}`
  })
}

function decodeId(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

const BLOCK_END =
  /<br>|<hr>|<\/(?:p|div|tr|li|h[1-6]|blockquote|pre|table|ul|ol|section|article|header|footer)>/g
const TAG = /<\/?[a-z](?:"[^"]*"|[^">])*>/g

/** Plain text of HTML that is safe already, with a line for each block. */
function textFromHtml(safe: string): string {
  return decodeHTML(
    safe
      .replace(/[^\S\n]*\n\s*/g, ' ')
      .replace(BLOCK_END, '\n')
      .replace(TAG, ''),
  )
}

function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replaceAll('\u0000', '')
    .trim()
    .toWellFormed()
}
