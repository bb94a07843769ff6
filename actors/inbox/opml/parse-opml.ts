import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { clip } from '@switchboard/kernel/text/clip'
import { readOutlines } from './read-outlines.ts'

/** A feed named by an OPML document. `line` is where its outline starts, for the report. */
export interface OpmlFeed {
  readonly line: number
  readonly url: string
  readonly title: string | null
  readonly folder: string | null
}

const MAX_BYTES = 5 * 1024 * 1024
const MAX_FEEDS = 10_000
/** As long as the API lets a person's own be. */
const TITLE_LENGTH = 300
const FOLDER_LENGTH = 100
/** One more than an address may have, so that a longer one is refused and never followed in part. */
const URL_LENGTH = 2049

/**
 * Reads an OPML 1.0/2.0 subscription list (http://opml.org/spec2.opml), leniently: stray markup, unescaped ampersands
 * and unclosed outlines are read around. Nested folders become one name, joined by " / ".
 */
export function parseOpml(document: string): Result<OpmlFeed[], 'opml.malformed' | 'opml.too_large'> {
  if (document.length > MAX_BYTES || new TextEncoder().encode(document).byteLength > MAX_BYTES) {
    return err('opml.too_large', 'An OPML document may have at most 5 MB.')
  }
  const lineOf = lineCounter(document)
  const feeds: OpmlFeed[] = []
  // The folder that each open outline stands for; a feed stands for the folder it is in.
  const folders: (string | null)[] = []
  let seenOpml = false
  readOutlines(document, {
    onOpen(name, attributes, offset) {
      if (name === 'opml') seenOpml = true
      if (name !== 'outline') return
      const title = clean(attributes.get('title')) ?? clean(attributes.get('text'))
      const url = clean(attributes.get('xmlurl'), URL_LENGTH)
      const folder = folders.at(-1) ?? null
      if (url !== null && feeds.length <= MAX_FEEDS) feeds.push({ line: lineOf(offset), url, title, folder })
      folders.push(url === null ? nest(folder, title) : folder)
    },
    onClose(name) {
      if (name === 'outline') folders.pop()
    },
  })
  if (!seenOpml || feeds.length === 0) {
    return err('opml.malformed', 'This is not an OPML document that names feeds (no outline with an xmlUrl).')
  }
  if (feeds.length > MAX_FEEDS) {
    return err('opml.too_large', `An OPML document may name at most ${MAX_FEEDS} feeds.`)
  }
  return ok(feeds)
}

function clean(text: string | undefined, length = TITLE_LENGTH): string | null {
  const trimmed = clip(text ?? '', length * 4)
    .replaceAll(/\s+/g, ' ')
    .trim()
  return trimmed === '' ? null : clip(trimmed, length)
}

function nest(folder: string | null, title: string | null): string | null {
  if (title === null) return folder
  return clip(folder === null ? title : `${folder} / ${title}`, FOLDER_LENGTH).trim()
}

/** @returns the line of an offset, for offsets that only grow */
function lineCounter(document: string): (offset: number) => number {
  let line = 1
  let next = document.indexOf('\n')
  return (offset) => {
    while (next !== -1 && next < offset) {
      line += 1
      next = document.indexOf('\n', next + 1)
    }
    return line
  }
}
