import type { Asset, AssetManifest, NotFoundHandling } from './manifest.ts'

/** What a path leads to: a file, another address, or nothing. */
export type Resolved =
  | { readonly kind: 'file'; readonly path: string; readonly asset: Asset }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'missing' }

/**
 * Finds the file for a path as Cloudflare's static assets do (`html_handling: auto-trailing-slash`): `/` is
 * `/index.html`, `/about` is `/about.html`, the long forms redirect to the short ones, and what is left falls back to
 * the page. Only names in the manifest can be reached, so no path leads out of the folder.
 * @param pathname as `URL` gives it, still percent-encoded
 */
export function resolveAsset(
  manifest: AssetManifest,
  pathname: string,
  notFound: NotFoundHandling,
): Resolved {
  const path = decode(pathname)
  const short = path.replace(/(\/)index\.html$|\.html$/, '$1')
  if (short !== path && has(manifest, path)) return { kind: 'redirect', to: encodeURI(short) }
  for (const name of [path, `${path}.html`, `${path.replace(/\/$/, '')}/index.html`]) {
    if (has(manifest, name)) return file(manifest, name)
  }
  return notFound === 'none' ? { kind: 'missing' } : file(manifest, '/index.html')
}

function file(manifest: AssetManifest, path: string): Resolved {
  const asset = has(manifest, path) ? manifest[path] : undefined
  return asset === undefined ? { kind: 'missing' } : { kind: 'file', path, asset }
}

function has(manifest: AssetManifest, path: string): boolean {
  return Object.hasOwn(manifest, path)
}

function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}
