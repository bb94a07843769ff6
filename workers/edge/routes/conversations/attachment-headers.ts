import type { Attachment } from '@switchboard/shared-types/api/conversations/message'

/** Shown where it stands, because nothing in it can run; everything else is a download. Never HTML or SVG. */
const SHOWN =
  /^(?:image\/(?:png|jpeg|gif|webp|avif)|audio\/(?:mpeg|ogg|mp4|aac|wav|webm|flac)|video\/(?:mp4|webm|ogg))$/

/** Characters that a header may carry as they are within quotes (RFC 9110 section 5.6.4); others are left out there. */
const UNSAFE = /[^\w .()+,-]/g

/** What leads out of a folder, or makes a name read as another one: control characters, separators, changes of direction. */
const MISLEADING = /[\p{Cc}/\\\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/** How a file of somebody else is handed out: as what it says it is, without a chance to run anything. */
export function attachmentHeaders({ name, type }: Pick<Attachment, 'name' | 'type'>): Record<string, string> {
  const disposition = SHOWN.test(type) ? 'inline' : 'attachment'
  // RFC 6266, and RFC 8187 for names that are not ASCII.
  const encoded = encodeURIComponent(name.toWellFormed().replaceAll(MISLEADING, '_')).replaceAll(
    /['()*]/g,
    toHex,
  )
  return {
    'Content-Type': type,
    'Content-Disposition': `${disposition}; filename="${name.replaceAll(UNSAFE, '_')}"; filename*=UTF-8''${encoded}`,
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
  }
}

function toHex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}
