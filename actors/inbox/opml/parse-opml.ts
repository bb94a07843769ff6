import { Parser } from 'htmlparser2'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'

/** A feed named by an OPML document. `line` is where its outline starts, for the report. */
export interface OpmlFeed {
  readonly line: number
  readonly url: string
  readonly title: string | null
  readonly folder: string | null
}

const MAX_FEEDS = 10_000
const MAX_DEPTH = 50

/**
 * Reads an OPML 1.0/2.0 subscription list (http://opml.org/spec2.opml), leniently: stray markup, unescaped ampersands
 * and unclosed outlines are read around. Nested folders become one name, joined by " / ".
 */
export function parseOpml(document: string): Result<OpmlFeed[], 'opml.malformed'> {
  const lineOf = lineCounter(document)
  const feeds: OpmlFeed[] = []
  const folders: (string | null)[] = []
  let seenOpml = false
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'opml') seenOpml = true
        if (name !== 'outline') return
        const title = clean(attributes['title']) ?? clean(attributes['text'])
        const url = clean(attributes['xmlurl'])
        const isFolder = url === null && folders.length < MAX_DEPTH
        if (url !== null && feeds.length < MAX_FEEDS) {
          feeds.push({ line: lineOf(parser.startIndex), url, title, folder: folderName(folders) })
        }
        folders.push(isFolder ? title : null)
      },
      onclosetag(name) {
        if (name === 'outline') folders.pop()
      },
    },
    { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: true, decodeEntities: true },
  )
  parser.end(document)
  if (!seenOpml || feeds.length === 0) {
    return err('opml.malformed', 'This is not an OPML document that names feeds (no outline with an xmlUrl).')
  }
  return ok(feeds)
}

function clean(text: string | undefined): string | null {
  const trimmed = text?.replaceAll(/\s+/g, ' ').trim() ?? ''
  return trimmed === '' ? null : trimmed.slice(0, 2048)
}

function folderName(folders: readonly (string | null)[]): string | null {
  const name = folders.filter((folder) => folder !== null).join(' / ')
  return name === '' ? null : name.slice(0, 100)
}

/** @returns the line of an offset, for offsets that only grow */
function lineCounter(document: string): (offset: number) => number {
  let line = 1
  let at = 0
  return (offset) => {
    for (
      let next = document.indexOf('\n', at);
      next !== -1 && next < offset;
      next = document.indexOf('\n', at)
    ) {
      line += 1
      at = next + 1
    }
    return line
  }
}
