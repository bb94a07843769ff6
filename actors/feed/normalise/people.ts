import { parsePerson } from '../parse/person.ts'
import type { RawPerson } from '../parse/raw.ts'
import { toPlainValue } from './text.ts'

const MAX_NAMES = 5

export interface Byline {
  readonly author: string | null
  readonly authorEmail: string | null
}

/** The names of an item's authors as one line, and the first e-mail address among them. */
export function toByline(people: readonly RawPerson[]): Byline {
  const read = people.slice(0, MAX_NAMES).map(readPerson)
  const names = new Map(
    read.flatMap(({ name }) => (name === null ? [] : [[name.toLowerCase(), name] as const])),
  )
  const authorEmail = read.find(({ email }) => email !== null)?.email ?? null
  return { author: names.size === 0 ? null : [...names.values()].join(', '), authorEmail }
}

/** A name can hold the address as well: `dc:creator` and itunes:author are one string. */
function readPerson(person: RawPerson): RawPerson {
  const name = toPlainValue(person.name)
  const email = toPlainValue(person.email)
  if (name === null || !name.includes('@') || email !== null) return { name, email }
  return parsePerson(name) ?? { name, email }
}
