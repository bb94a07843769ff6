import { Parser, type Handler } from 'htmlparser2'

/** The tokenizer's stack costs its depth per tag, so a document this deep is read no further. */
const MAX_OPEN_TAGS = 2000
const CHUNK = 16_384

type Handlers = Pick<Handler, 'onopentag' | 'onclosetag' | 'ontext'>

/**
 * Walks through markup, broken or not, in bounded time.
 *
 * @param isDone asked from time to time; the rest is skipped once it says so
 */
export function walkMarkup(text: string, xmlMode: boolean, handlers: Handlers, isDone: () => boolean): void {
  let open = 0
  const parser = new Parser(
    {
      onopentag: (...args) => {
        open++
        handlers.onopentag(...args)
      },
      onclosetag: (...args) => {
        open--
        handlers.onclosetag(...args)
      },
      ontext: (data) => handlers.ontext(data),
    },
    { xmlMode, lowerCaseTags: true, lowerCaseAttributeNames: true, decodeEntities: true },
  )
  for (let at = 0; at < text.length; at += CHUNK) {
    if (open > MAX_OPEN_TAGS || isDone()) break
    parser.write(text.slice(at, at + CHUNK))
  }
  parser.end()
}
