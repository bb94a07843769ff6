import type { Options as Schema } from 'rehype-sanitize'

/**
 * What an entry may be made of. An element or attribute that is not listed goes; the element's children stay, unless
 * it is in STRIPPED.
 *
 * - Text structure, tables, ruby and details are kept: they are what articles consist of.
 * - Pictures, audio and video are kept with their sources; nothing may start by itself.
 * - `class`, `id`, `style` and `name` go everywhere: they would reach into the page that shows the entry.
 * - Forms, frames, scripts, styles and foreign content (SVG, MathML) go: each can run code or imitate the page.
 * - Links may lead to http, https and mailto; everything else to http and https; pictures also to embedded raster
 *   data. Links open outside of the page, without a handle on it (`rel`, `target`).
 */
export const ENTRY_SCHEMA: Schema = {
  tagNames: [
    ...'a abbr acronym b bdi bdo big br cite code del dfn em i ins kbd mark q rp rt ruby s samp small'.split(
      ' ',
    ),
    ...'span strike strong sub sup time tt u var wbr address article aside blockquote center dd details'.split(
      ' ',
    ),
    ...'div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary'.split(
      ' ',
    ),
    ...'ul caption col colgroup table tbody td tfoot th thead tr img picture source audio video'.split(' '),
  ],
  attributes: {
    '*': ['dir', 'lang', 'title'],
    a: ['href', 'hrefLang', ['rel', 'noopener', 'noreferrer'], ['target', '_blank']],
    audio: ['src', ['controls', true], ['preload', 'none']],
    blockquote: ['cite'],
    col: ['span'],
    colgroup: ['span'],
    del: ['cite', 'dateTime'],
    details: ['open'],
    img: ['src', 'srcSet', 'sizes', 'alt', 'width', 'height', ['loading', 'lazy']],
    ins: ['cite', 'dateTime'],
    li: ['value'],
    ol: ['start', 'reversed', 'type'],
    q: ['cite'],
    source: ['src', 'srcSet', 'sizes', 'media', 'type'],
    td: ['align', 'colSpan', 'rowSpan', 'vAlign'],
    th: ['align', 'colSpan', 'rowSpan', 'scope', 'vAlign'],
    time: ['dateTime'],
    tr: ['align', 'vAlign'],
    video: ['src', 'poster', 'width', 'height', ['controls', true], ['preload', 'none']],
  },
  protocols: {
    href: ['http', 'https', 'mailto'],
    src: ['http', 'https', 'data'],
    srcSet: ['http', 'https'],
    poster: ['http', 'https'],
    cite: ['http', 'https'],
  },
  ancestors: {
    caption: ['table'],
    col: ['table'],
    colgroup: ['table'],
    tbody: ['table'],
    td: ['table'],
    tfoot: ['table'],
    th: ['table'],
    thead: ['table'],
    tr: ['table'],
    source: ['picture', 'audio', 'video'],
  },
  strip: [],
  required: {},
  clobber: [],
  clobberPrefix: '',
  allowComments: false,
  allowDoctypes: false,
}

/** Elements that go with all they hold: what they hold is code, controls or a fallback, not text. */
export const STRIPPED: ReadonlySet<string> = new Set([
  ...'script style template title head svg annotation annotation-xml textarea select option optgroup'.split(
    ' ',
  ),
  ...'datalist button frameset frame noframes noembed applet embed xmp plaintext listing canvas dialog'.split(
    ' ',
  ),
  ...'input meta link base param track area'.split(' '),
])
