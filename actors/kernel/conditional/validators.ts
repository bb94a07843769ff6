/**
 * What a server said about the version it sent. Both are opaque: kept and sent back exactly as received, weak marks
 * and quotes included, never parsed and never made up (RFC 9110, 8.8).
 */
export interface Validators {
  readonly etag: string | null
  readonly lastModified: string | null
}

/** Takes the validators from a response. */
export function readValidators(headers: Headers): Validators {
  return { etag: readOpaque(headers, 'etag'), lastModified: readOpaque(headers, 'last-modified') }
}

/** The headers that ask for the body only if it is not the version these validators belong to. */
export function conditionalHeaders(validators: Validators): Record<string, string> {
  return {
    ...(validators.etag === null ? {} : { 'if-none-match': validators.etag }),
    ...(validators.lastModified === null ? {} : { 'if-modified-since': validators.lastModified }),
  }
}

/**
 * workerd decodes header bytes as UTF-8 and puts U+FFFD where they are not: such a value could not be sent back as it
 * came, so it is no validator.
 */
function readOpaque(headers: Headers, name: string): string | null {
  const value = headers.get(name)
  return value === null || value === '' || value.includes('\uFFFD') ? null : value
}
