/** A piece of Cap'n Proto text that is written as it stands: an enum value, an `embed`, a list. */
export class Literal {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What a Cap'n Proto text value can be made of; undefined members are left out. */
export type Value =
  | string
  | boolean
  | Literal
  | readonly Value[]
  | { readonly [member: string]: Value | undefined }

/** Writes a value in Cap'n Proto's text form. */
export function capnp(value: Value): string {
  if (value instanceof Literal) return value.text
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'boolean') return String(value)
  if (isList(value)) return `[${value.map(capnp).join(',\n')}]`
  const members = Object.entries(value).flatMap(([name, member]) =>
    member === undefined ? [] : [`${name} = ${capnp(member)}`],
  )
  return `(${members.join(', ')})`
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

/** Cap'n Proto reads UTF-8 and JSON's escapes, but for the one of control characters. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll(/\\(?:u00([0-9a-f]{2})|.)/g, (escape: string, code?: string) =>
    code === undefined ? escape : `\\x${code}`,
  )
}
