/** Longer ones are nobody's: RFC 5322 allows 998 characters a line, known software stays below 250. */
const MAX_ID = 400
const MAX_RELATED = 50

/** The message ids in a header, in their angle brackets, whatever stands between them. */
export function messageIdsIn(header: string | undefined): string[] {
  const found = (header ?? '').match(/<[^<>]+>/g) ?? []
  return found.map((id) => id.replace(/\s/g, '')).filter((id) => id.length > 2 && id.length <= MAX_ID)
}

/** A mail's own id; one without brackets gets them. null: it has none. */
export function ownMessageId(header: string | undefined): string | null {
  const [id] = messageIdsIn(header)
  if (id !== undefined) return id
  const bare = (header ?? '').trim()
  return /^[^\s<>]+@[^\s<>]+$/.test(bare) && bare.length <= MAX_ID - 2 ? `<${bare}>` : null
}

/** What a mail answers, the nearest first: In-Reply-To, then References from the last to the first. */
export function relatedIds(inReplyTo: string | undefined, references: string | undefined, own: string) {
  const all = new Set([...messageIdsIn(inReplyTo), ...messageIdsIn(references).toReversed()])
  all.delete(own)
  const related = [...all]
  // The first reference begins the thread, so it is worth more than one in the middle.
  if (related.length <= MAX_RELATED) return related
  return [...related.slice(0, MAX_RELATED - 1), ...related.slice(-1)]
}
