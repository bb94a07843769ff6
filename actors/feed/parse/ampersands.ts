const CDATA_START = '<![CDATA['
const CDATA_END = ']]>'
const BARE = /&(?!#?[a-z0-9]{1,32};)/gi

/**
 * Escapes ampersands that begin no reference, outside of CDATA: `?a=1&copy=2` must not become `?a=1©=2` by the HTML
 * rule that lets some names go without a semicolon.
 */
export function escapeBareAmpersands(text: string): string {
  if (!BARE_ONCE.test(text)) return text
  let result = ''
  let at = 0
  for (;;) {
    const start = text.indexOf(CDATA_START, at)
    const end = start === -1 ? -1 : text.indexOf(CDATA_END, start)
    if (end === -1) return result + text.slice(at).replace(BARE, '&amp;')
    result += text.slice(at, start).replace(BARE, '&amp;') + text.slice(start, end)
    at = end
  }
}

const BARE_ONCE = new RegExp(BARE.source, 'i')
