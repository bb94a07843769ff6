import * as fc from 'fast-check'

const TAGS =
  'a b i p div span table tr td th tbody caption li ul ol dl dt dd img iframe script style svg math mi mtext annotation-xml foreignObject title noscript template form button select option textarea object embed font nobr h1 pre code details summary picture source video audio x-y o:p body html head base link meta xmp plaintext ruby rt'.split(
    ' ',
  )
const VALUES =
  'javascript:alert(1) JaVa&#115;cript:x data:text/html,x data:image/png;base64,AAAA data:image/svg+xml,x //e.com/a a.png ../b?c=d&amp;e #f mailto:a@b.c x"y \'> <b> `z` 1 1px https://e.com/a,b vbscript:x \u0001javascript:x width:1px'.split(
    ' ',
  )
const NAMES =
  'href src srcset style class id onclick onerror title alt width height data-src xml:base xlink:href action formaction poster cite target rel name background data type'.split(
    ' ',
  )

const attribute = fc
  .tuple(fc.constantFrom(...NAMES), fc.constantFrom(...VALUES), fc.constantFrom('"', "'", ''))
  .map(([name, value, quote]) => ` ${name}=${quote}${value}${quote}`)

const tag = fc
  .tuple(
    fc.constantFrom('', '', '/'),
    fc.constantFrom(...TAGS),
    fc.array(attribute, { maxLength: 3 }),
    fc.constantFrom('>', '/>', ''),
  )
  .map(([slash, name, attributes, end]) => `<${slash}${name}${attributes.join('')}${end}`)

const text = fc.constantFrom(
  ' ',
  'text',
  '&lt;',
  '&amp;amp;',
  '<!-- c -->',
  '<![CDATA[x]]>',
  '\u0000',
  '&nbsp;',
  ']]>',
  '<',
  '-->',
)

/** Markup as no author would write it: any tags in any order, attributes that try to run something. */
export const htmlSoup = fc
  .array(fc.oneof({ arbitrary: tag, weight: 4 }, text), { maxLength: 25 })
  .map((parts) => parts.join(''))
