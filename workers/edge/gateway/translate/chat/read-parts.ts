import type { CacheMark, DocumentPart, ImagePart, Part, Source } from '../conversation.ts'
import { readDataUrl } from '../documents.ts'
import { membersOf, stringOf } from '../json.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'
import { malformed, needList, needMembers, needString } from '../malformed.ts'
import { readMark } from '../openai/cache-marks.ts'

/** Reads the content of a message: a string, or parts. */
export function readContent(content: unknown, path: string, losses: Losses): Part[] {
  if (content === null || content === undefined) return []
  if (typeof content === 'string') return [{ kind: 'text', text: content, cache: null }]
  return needList(content, path).flatMap((part, i) =>
    readPart(needMembers(part, path), `${path}.${i}`, losses),
  )
}

function readPart(part: Members, path: string, losses: Losses): Part[] {
  const cache = readMark(part, losses)
  switch (part['type']) {
    case 'text':
      return [{ kind: 'text', text: needString(part['text'], `${path}.text`), cache }]
    case 'refusal':
      return [{ kind: 'refusal', text: needString(part['refusal'], `${path}.refusal`) }]
    case 'image_url':
      return [readImage(membersOf(part['image_url']), path, cache)]
    case 'file':
      return [readFile(membersOf(part['file']), path, cache)]
    default:
      losses.foreign(needString(part['type'], `${path}.type`))
      return []
  }
}

function readImage(image: Members, path: string, cache: CacheMark | null): ImagePart {
  const url = needString(image['url'], `${path}.image_url.url`)
  const data = readDataUrl(url)
  const source = data === null ? ({ by: 'url', url } as const) : ({ by: 'data', ...data } as const)
  return { kind: 'image', source, detail: readDetail(image['detail']), cache }
}

/** @returns how closely to look, null where the model may choose */
export function readDetail(detail: unknown): string | null {
  return detail === 'auto' ? null : stringOf(detail)
}

function readFile(file: Members, path: string, cache: CacheMark | null): DocumentPart {
  return {
    kind: 'document',
    source: readFileSource(file, `${path}.file`),
    name: stringOf(file['filename']),
    cache,
  }
}

/** @returns what an OpenAI file holds, by its data or its id */
export function readFileSource(file: Members, path: string): Source {
  const id = stringOf(file['file_id'])
  if (id !== null) return { by: 'file', id }
  const data = stringOf(file['file_data']) ?? malformed(path, 'a file with file_data or file_id')
  const url = readDataUrl(data)
  if (url !== null) return { by: 'data', ...url }
  return { by: 'data', mediaType: 'application/pdf', data }
}
