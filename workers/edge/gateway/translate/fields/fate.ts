import type { ChatProtocol } from '../../protocols/protocol.ts'

/** What becomes of something that one protocol says when it is said in another. */
export type Fate =
  | { readonly fate: 'carried'; readonly as: string }
  /** Its value goes on unread, under the same name. */
  | { readonly fate: 'copied' }
  | { readonly fate: 'changed'; readonly why: string }
  | { readonly fate: 'dropped'; readonly why: string }
  | { readonly fate: 'refused'; readonly why: string }

/** A field's fate by target. */
export type Row = Readonly<Partial<Record<ChatProtocol, Fate>>> & {
  /** Values that mean the same as leaving the field out, so that nothing is lost with them. */
  readonly harmless?: readonly unknown[]
}

export function carried(as: string): Fate {
  return { fate: 'carried', as }
}

export const copied: Fate = { fate: 'copied' }

export function changed(why: string): Fate {
  return { fate: 'changed', why }
}

export function dropped(why: string): Fate {
  return { fate: 'dropped', why }
}

export function refused(why: string): Fate {
  return { fate: 'refused', why }
}
