const MAX_URL_LENGTH = 4096
const MAX_DATA_LENGTH = 100_000
const RASTER_DATA = /^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]*$/i

/** Absolute http or https form of an address, or null when it is anything else or cannot be resolved. */
export function resolveWebUrl(value: string, base: string | null): string | null {
  const url = resolveUrl(value, base)
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url.href : null
}

/** As resolveWebUrl, with mailto besides. */
export function resolveLinkUrl(value: string, base: string | null): string | null {
  const url = resolveUrl(value, base)
  return url?.protocol === 'mailto:' ? url.href : resolveWebUrl(value, base)
}

/** As resolveWebUrl, with embedded PNG, JPEG, GIF and WebP besides: formats that cannot hold code. */
export function resolveImageUrl(value: string, base: string | null): string | null {
  const trimmed = value.trim()
  if (/^data:/i.test(trimmed))
    return trimmed.length <= MAX_DATA_LENGTH && RASTER_DATA.test(trimmed) ? trimmed : null
  return resolveWebUrl(value, base)
}

function resolveUrl(value: string, base: string | null): URL | null {
  const trimmed = value.trim()
  if (trimmed === '' || trimmed.length > MAX_URL_LENGTH) return null
  return (base === null ? URL.parse(trimmed) : URL.parse(trimmed, base)) ?? null
}

// A candidate is an address and an optional width or density; addresses may hold commas, so it ends at a descriptor.
const CANDIDATE = /([^\s,]\S*[^\s,]|[^\s,])(?:\s+(\d{1,6}(?:\.\d{1,6})?[wx]))?\s*(?:,|$)/g

/** Rewrites a srcset with absolute web addresses; null when no candidate is left. */
export function resolveSrcset(value: string, base: string | null): string | null {
  const kept: string[] = []
  for (const [, address = '', descriptor] of value.slice(0, MAX_URL_LENGTH * 4).matchAll(CANDIDATE)) {
    const url = resolveWebUrl(address, base)
    if (url !== null)
      kept.push(`${url.replaceAll(',', '%2C')}${descriptor === undefined ? '' : ` ${descriptor}`}`)
  }
  return kept.length === 0 ? null : kept.join(', ')
}
