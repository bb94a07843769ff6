const MAX_PART = 50

/** A parameter of any text, by RFC 2231: percent-encoded UTF-8, continued over lines. */
export function parameter(name: string, value: string): string {
  const parts = partsOf(value.toWellFormed())
  if (parts.length === 1) return `;\r\n ${name}*=utf-8''${parts.join('')}`
  return parts.map((part, index) => `;\r\n ${name}*${index}*=${index === 0 ? "utf-8''" : ''}${part}`).join('')
}

/** Percent-encoded, in pieces that split no character. */
function partsOf(value: string): string[] {
  const parts = ['']
  for (const char of value) {
    const encoded = encodeURIComponent(char).replace(
      /[!'()*]/g,
      (each) => `%${each.charCodeAt(0).toString(16)}`,
    )
    const last = parts[parts.length - 1] ?? ''
    if (last.length + encoded.length > MAX_PART) parts.push(encoded)
    else parts[parts.length - 1] = last + encoded
  }
  return parts
}
