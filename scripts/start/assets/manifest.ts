/** What the assets Worker knows of one file. */
export interface Asset {
  /** A strong entity tag, quotes included. */
  readonly etag: string
  readonly type: string
  /** The name carries a hash of the content, so what a browser has under it never gets old. */
  readonly immutable: boolean
}

/** By path from the root of the site, with the leading slash. */
export type AssetManifest = Readonly<Record<string, Asset>>

/** What to answer where no file matches; the words are those of wrangler's `not_found_handling`. */
export type NotFoundHandling = 'none' | 'single-page-application'
