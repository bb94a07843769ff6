import type { DocumentPart } from './conversation.ts'
import { malformed } from './malformed.ts'

/** @returns a document's text as it may stand in a prompt */
export function wrapDocument(text: string, name: string | null): string {
  const title = name === null || name === '' ? '' : ` title=${JSON.stringify(name)}`
  return `<document${title}>\n${text}\n</document>`
}

/** @returns the name that a provider wants for every file; it tells the type by its ending */
export function fileNameOf({ name, source }: DocumentPart): string {
  if (name !== null && name !== '') return name
  return source.by === 'data' && source.mediaType === 'application/pdf' ? 'document.pdf' : 'document'
}

/** @returns `data:` and so on, as OpenAI takes files and images */
export function dataUrl(mediaType: string, data: string): string {
  return `data:${mediaType};base64,${data}`
}

/** @returns what a base64 `data:` address holds, null for any other address */
export function readDataUrl(url: string): { readonly mediaType: string; readonly data: string } | null {
  const comma = url.indexOf(',')
  const head = /^data:(?<type>[^;,]*)(?:;[^;,]*)*;base64$/i.exec(url.slice(0, comma))
  if (head === null) return null
  return { mediaType: head.groups?.['type'] ?? '', data: url.slice(comma + 1) }
}

/** @returns whether files of this type can be read as text */
export function isTextual(mediaType: string): boolean {
  return /^text\/|[/+](?:json|xml|yaml|csv|javascript)$/.test(mediaType)
}

/** @returns the text in base64 of UTF-8 */
export function decodeText(base64: string): string {
  const binary = decodeBase64(base64)
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.codePointAt(0) ?? 0))
}

function decodeBase64(base64: string): string {
  try {
    return atob(base64)
  } catch {
    return malformed('document', 'base64')
  }
}
