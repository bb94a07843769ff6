/** One server-sent event: the name is null where the stream gives none. */
export interface SseEvent {
  readonly name: string | null
  readonly data: string
}

/** What a stream of server-sent events holds: events, comments (keep-alives), and a line longer than allowed. */
export type SseItem =
  | { readonly kind: 'event'; readonly event: SseEvent }
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'overflow' }
