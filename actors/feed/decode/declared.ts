const HEAD_BYTES = 2048

/** The charset parameter of a Content-Type header, in any quoting, lower case; null when there is none. */
export function readHttpCharset(contentType: string | null): string | null {
  const label = /;\s*charset\s*=\s*(["']?)([^"';\s]+)\1/i.exec(contentType ?? '')?.[2]
  return label?.toLowerCase() ?? null
}

/** The encoding an XML declaration names, else the one an HTML meta element names; null when neither does. */
export function readDocumentCharset(bytes: Uint8Array): string | null {
  const head = asciiHead(bytes)
  const declared = /^\s*<\?xml\s[^>]*?encoding\s*=\s*(["'])([^"']+)\1/i.exec(head)?.[2]
  const label = declared ?? (looksLikeHtml(head) ? readMetaCharset(head) : null)
  return label?.trim().toLowerCase() ?? null
}

function asciiHead(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, HEAD_BYTES))
}

function looksLikeHtml(head: string): boolean {
  return /<!doctype\s+html|<html[\s>]|<head[\s>]|<meta\s/i.test(head)
}

function readMetaCharset(head: string): string | null {
  return /<meta\s[^>]*?charset\s*=\s*["']?\s*([^"'\s/>;]+)/i.exec(head)?.[1] ?? null
}
