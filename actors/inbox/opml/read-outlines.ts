import { Tokenizer } from 'htmlparser2'

export interface OutlineHandler {
  /** An `opml` or `outline` element begins. Attribute names are in lower case; `offset` is where it stands. */
  onOpen(name: string, attributes: ReadonlyMap<string, string>, offset: number): void
  onClose(name: string): void
}

function nothing(): void {}

function isOutline(name: string): boolean {
  return name === 'outline' || name === 'opml'
}

/** Attributes kept of one element; OPML knows a dozen. */
const MAX_ATTRIBUTES = 50

/**
 * Tells every `opml` and `outline` element of a document in order, however broken it is. Time is linear in its length
 * whatever it nests: no other element is tracked, and which end belongs to which start is left to the handler.
 */
export function readOutlines(document: string, handler: OutlineHandler): void {
  let element = ''
  let offset = 0
  let attribute = ''
  let value = ''
  let attributes = new Map<string, string>()
  const nameAt = (start: number, end: number): string => document.slice(start, end).toLowerCase()
  const open = (): void => {
    if (isOutline(element)) handler.onOpen(element, attributes, offset)
  }
  const tokenizer = new Tokenizer(
    { xmlMode: true, decodeEntities: true },
    {
      onopentagname(start, end) {
        // A longer name is not one of ours, and reading it is not worth its length.
        element = end - start > 'outline'.length ? '' : nameAt(start, end)
        offset = start
        attributes = new Map()
      },
      onattribname(start, end) {
        attribute = nameAt(start, end)
        value = ''
      },
      onattribdata(start, end) {
        value += document.slice(start, end)
      },
      onattribentity(codePoint) {
        value += String.fromCodePoint(codePoint)
      },
      onattribend() {
        if (attributes.size < MAX_ATTRIBUTES && !attributes.has(attribute)) attributes.set(attribute, value)
      },
      onopentagend: open,
      onselfclosingtag() {
        open()
        if (isOutline(element)) handler.onClose(element)
      },
      onclosetag(start, end) {
        const name = end - start > 'outline'.length ? '' : nameAt(start, end)
        if (isOutline(name)) handler.onClose(name)
      },
      oncdata: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onprocessinginstruction: nothing,
      ontext: nothing,
      ontextentity: nothing,
    },
  )
  tokenizer.write(document)
  tokenizer.end()
}
