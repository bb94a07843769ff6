/** Words and "quoted phrases" of what a person typed; everything else of FTS5's query language is left out. */
const TERMS = /"([^"]+)"|([\p{L}\p{N}_]+(?:['’.-][\p{L}\p{N}_]+)*)/gu

/** Most texts have a word that begins with any given one: as a prefix it finds everything, at the cost of everything. */
const LONE_LETTER = /^[A-Za-z0-9]$/

/**
 * A person's query as an FTS5 expression: every term must match, the last one as a prefix while it is being typed.
 * @returns an empty string when nothing in it can be searched for
 */
export function toFtsExpression(query: string): string {
  // SQLite reads an expression up to its first NUL.
  const terms = [...query.replaceAll('\0', ' ').matchAll(TERMS)].map(([, phrase, word]) => ({
    text: phrase ?? word ?? '',
    phrase,
  }))
  const usable = terms.filter((term) => /[\p{L}\p{N}]/u.test(term.text))
  return usable
    .map((term, index) => {
      const isLast = index === usable.length - 1 && term.phrase === undefined
      const prefix = isLast && !LONE_LETTER.test(term.text) ? '*' : ''
      return `"${term.text}"${prefix}`
    })
    .join(' ')
}
