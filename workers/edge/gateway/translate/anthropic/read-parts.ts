import type { CacheMark, DocumentPart, ImageSource, Part, ShownPart, Source } from '../conversation.ts'
import { booleanOf, isMembers, membersOf, stringOf } from '../json.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'
import { malformed, needList, needMembers, needString } from '../malformed.ts'
import { wrapDocument } from '../documents.ts'

/** Reads the content of a message, of `system` or of a tool result. */
export function readContent(content: unknown, path: string, losses: Losses): Part[] {
  if (typeof content === 'string') return [{ kind: 'text', text: content, cache: null }]
  return needList(content, path).flatMap((block, i) =>
    readBlock(needMembers(block, path), `${path}.${i}`, losses),
  )
}

function readBlock(block: Members, path: string, losses: Losses): Part[] {
  switch (block['type']) {
    case 'tool_use':
      return [readToolUse(block, path)]
    case 'tool_result':
      return [readToolResult(block, path, losses)]
    case 'thinking':
      return [{ kind: 'thinking', text: stringOf(block['thinking']) ?? '' }]
    default:
      return readShown(block, path, losses)
  }
}

function readShown(block: Members, path: string, losses: Losses): ShownPart[] {
  const cache = readCacheMark(block['cache_control'])
  switch (block['type']) {
    case 'text':
      if (block['citations'] !== undefined && block['citations'] !== null) losses.lose('citations of a text')
      return [{ kind: 'text', text: needString(block['text'], `${path}.text`), cache }]
    case 'image':
      return [{ kind: 'image', source: readImageSource(block, path), detail: null, cache }]
    case 'document':
      return [readDocument(block, path, cache, losses)]
    case 'search_result':
      losses.lose('search result')
      return [{ kind: 'text', text: textOfSearchResult(block), cache }]
    default:
      losses.foreign(needString(block['type'], `${path}.type`))
      return []
  }
}

function readToolUse(block: Members, path: string): Part {
  return {
    kind: 'toolCall',
    id: needString(block['id'], `${path}.id`),
    name: needString(block['name'], `${path}.name`),
    input: JSON.stringify(block['input'] ?? {}),
    custom: false,
    cache: readCacheMark(block['cache_control']),
  }
}

function readToolResult(block: Members, path: string, losses: Losses): Part {
  const content = block['content'] ?? []
  const parts: ShownPart[] =
    typeof content === 'string'
      ? [{ kind: 'text', text: content, cache: null }]
      : needList(content, path).flatMap((part) => readShown(membersOf(part), `${path}.content`, losses))
  return {
    kind: 'toolResult',
    id: needString(block['tool_use_id'], `${path}.tool_use_id`),
    parts,
    isError: booleanOf(block['is_error']) ?? false,
    cache: readCacheMark(block['cache_control']),
  }
}

function readDocument(block: Members, path: string, cache: CacheMark | null, losses: Losses): DocumentPart {
  if (isAsked(block['citations']) || isGiven(block['context'])) losses.lose('document context, citations')
  return { kind: 'document', source: readSource(block, path), name: stringOf(block['title']), cache }
}

function readImageSource(block: Members, path: string): ImageSource {
  const source = readSource(block, path)
  return source.by === 'text' ? malformed(`${path}.source.type`, 'base64, url or file') : source
}

function readSource(block: Members, path: string): Source {
  const source = needMembers(block['source'], `${path}.source`)
  switch (source['type']) {
    case 'base64': {
      const mediaType = needString(source['media_type'], `${path}.source.media_type`)
      return { by: 'data', mediaType, data: needString(source['data'], `${path}.source.data`) }
    }
    case 'url':
      return { by: 'url', url: needString(source['url'], `${path}.source.url`) }
    case 'text':
      return { by: 'text', text: needString(source['data'], `${path}.source.data`) }
    case 'content':
      return { by: 'text', text: textOf(source['content']) }
    case 'file':
      return { by: 'file', id: needString(source['file_id'], `${path}.source.file_id`) }
    default:
      return malformed(`${path}.source.type`, 'base64, url, text, content or file')
  }
}

/** @returns a mark, null where there is none; an unknown `ttl` is the default */
export function readCacheMark(mark: unknown): CacheMark | null {
  if (!isMembers(mark)) return null
  const { ttl } = mark
  return { ttl: ttl === '5m' || ttl === '1h' ? ttl : null }
}

function textOfSearchResult(block: Members): string {
  const name = [stringOf(block['title']), stringOf(block['source'])]
    .filter((part) => part !== null)
    .join(', ')
  return wrapDocument(textOf(block['content']), name)
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  const parts = Array.isArray(content) ? content : []
  return parts.map((part) => stringOf(membersOf(part)['text']) ?? '').join('\n')
}

function isAsked(citations: unknown): boolean {
  return membersOf(citations)['enabled'] === true
}

function isGiven(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}
