import type { JsonCursor, Span } from './json-cursor.ts'

const OPEN_OBJECT = 0x7b
const OPEN_ARRAY = 0x5b
const QUOTE = 0x22
/** Tool results hold parts, which hold no tool results; what nests deeper is no content. */
const MAX_DEPTH = 8
const IMAGE_TYPES: ReadonlySet<string> = new Set(['image', 'image_url', 'input_image'])

/** What a conversation holds besides text. */
export interface Media {
  images: number
  /** Bytes of base64 that are no text: of images, */
  imageBytes: number
  /** of documents, */
  documentBytes: number
  /** and of sound. */
  audioBytes: number
}

interface Part {
  type: string
  payload: number
  isText: boolean
}

/** Walks over `messages` or `input`, adding to `media` what its parts carry. */
export function walkContent(cursor: JsonCursor, media: Media, depth = 0): void {
  const byte = cursor.peek()
  if (byte === OPEN_ARRAY && depth < MAX_DEPTH) cursor.array(() => walkPart(cursor, media, depth + 1))
  else cursor.skip()
}

function walkPart(cursor: JsonCursor, media: Media, depth: number): void {
  if (cursor.peek() !== OPEN_OBJECT) {
    cursor.skip()
    return
  }
  const part: Part = { type: '', payload: 0, isText: false }
  cursor.object((key) => {
    if (key === 'content' || key === 'output') walkContent(cursor, media, depth)
    else if (key === 'type') part.type = stringOf(cursor)
    else if (key === 'source' || key === 'file' || key === 'input_audio') walkSource(cursor, part)
    else if (key === 'image_url') walkSource(cursor, part)
    else if (key === 'file_data') part.payload += lengthOf(cursor.skip())
    else cursor.skip()
  })
  add(part, media)
}

/** `{type, data}`, `{file_data}`, `{url}`, or the address itself. */
function walkSource(cursor: JsonCursor, part: Part): void {
  if (cursor.peek() !== OPEN_OBJECT) {
    part.payload += lengthOf(cursor.skip())
    return
  }
  cursor.object((key) => {
    if (key === 'type') part.isText = stringOf(cursor) === 'text'
    else if (key === 'data' || key === 'url' || key === 'file_data') part.payload += lengthOf(cursor.skip())
    else cursor.skip()
  })
}

function add({ type, payload, isText }: Part, media: Media): void {
  if (IMAGE_TYPES.has(type)) {
    media.images++
    media.imageBytes += payload
  } else if (type === 'input_audio') media.audioBytes += payload
  else if (!isText) media.documentBytes += payload
}

function stringOf(cursor: JsonCursor): string {
  if (cursor.peek() === QUOTE) return cursor.text(cursor.string())
  cursor.skip()
  return ''
}

function lengthOf({ start, end }: Span): number {
  return end - start
}
