import type { RawPerson } from './raw.ts'

const EMAIL = /[^\s@()<>[\]",;:]+@[^\s@()<>[\]",;:]+\.[^\s@()<>[\]",;:]+/

/**
 * Splits what RSS puts in one string: `a@b.c (Name)`, `Name <a@b.c>`, `Name (a@b.c)`, `mailto:a@b.c`, or a name alone.
 * Input longer than a name can be is cut.
 */
export function parsePerson(text: string): RawPerson | null {
  const value = text.slice(0, 512).replace(/\s+/g, ' ').trim()
  if (value === '') return null
  const email = EMAIL.exec(value.replace(/^mailto:/i, ''))?.[0] ?? null
  if (email === null) return { name: value, email: null }
  const rest = value.replace(/^mailto:/i, '').replace(email, ' ')
  const name = rest
    .replace(/[<>()[\]"]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:|-]+|[\s,;:|-]+$/g, '')
  return { name: name === '' ? null : name, email }
}
