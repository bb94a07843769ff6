type Attributes = ReadonlyMap<string, string>

const SOURCE_NAMES = ['data-src', 'data-lazy-src', 'data-original', 'data-orig-file', 'data-url']
const SRCSET_NAMES = ['data-srcset', 'data-lazy-srcset']

/** Whether a picture is a counter rather than something to look at: at most one pixel wide or high, or hidden. */
export function isPixel(attributes: Attributes): boolean {
  const style = attributes.get('style') ?? ''
  const tiny = ['width', 'height'].some((name) => /^\s*[01](?:px)?\s*$/i.test(attributes.get(name) ?? ''))
  return (
    tiny || /(?:^|[;\s])(?:(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|!|$)|display\s*:\s*none)/i.test(style)
  )
}

export interface ImageSource {
  readonly src: string | null
  readonly srcset: string | null
  /** The address stood where only a script would have found it. */
  readonly lazy: boolean
}

/** Where a picture comes from; pages that load pictures by script keep the address in a data attribute. */
export function pickImageSource(attributes: Attributes): ImageSource {
  const src = attributes.get('src')?.trim() ?? ''
  const placeholder = src === '' || src.startsWith('data:') || src.startsWith('about:')
  const hidden = placeholder ? firstOf(attributes, SOURCE_NAMES) : null
  const hiddenSet = placeholder ? firstOf(attributes, SRCSET_NAMES) : null
  return {
    src: hidden ?? (src === '' ? null : src),
    srcset: attributes.get('srcset') ?? hiddenSet,
    lazy: hidden !== null || hiddenSet !== null,
  }
}

function firstOf(attributes: Attributes, names: readonly string[]): string | null {
  for (const name of names) {
    const value = attributes.get(name)?.trim()
    if (value !== undefined && value !== '') return value
  }
  return null
}
