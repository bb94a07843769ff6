/** @returns an id of X: a number of up to 19 digits, written as text; or null. */
export function idOf(value: unknown): string | null {
  return typeof value === 'string' && /^\d{1,19}$/.test(value) ? value : null
}

/** @returns the id of a talk of two, which X builds of theirs: the smaller number first. */
export function talkOf(one: string, other: string): string {
  return BigInt(one) < BigInt(other) ? `${one}-${other}` : `${other}-${one}`
}

/** @returns the id of a talk: of two, or of a group; or null. */
export function conversationOf(value: unknown): string | null {
  return typeof value === 'string' && /^\d{1,19}(-\d{1,19})?$/.test(value) ? value : null
}

/** What a thread's key names: a talk of direct messages, or the first post of a thread. */
export type XPlace =
  | { readonly type: 'talk'; readonly id: string }
  | { readonly type: 'post'; readonly id: string }

export function placeOf(key: string): XPlace | null {
  const [, type, id = ''] = /^(dm|post):(.+)$/.exec(key) ?? []
  if (type === 'dm' && conversationOf(id) !== null) return { type: 'talk', id }
  return type === 'post' && idOf(id) !== null ? { type: 'post', id } : null
}
