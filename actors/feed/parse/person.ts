import type { RawPerson } from './raw.ts'

const MAX_LENGTH = 512

/**
 * Splits what RSS puts in one string: `a@b.c (Name)`, `Name <a@b.c>`, `Name (a@b.c)`, `mailto:a@b.c`, or a name alone.
 * Input longer than a name can be is cut.
 */
export function parsePerson(text: string): RawPerson | null {
  const value = text
    .slice(0, MAX_LENGTH)
    .replace(/\s+/g, ' ')
    .replace(/\bmailto:/gi, '')
    .trim()
  if (value === '') return null
  const email = findEmail(value)
  if (email === null) return { name: value, email: null }
  const name = value
    .replace(email, ' ')
    .replace(/[<>()[\]"]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:|-]+|[\s,;:|-]+$/g, '')
  return { name: name === '' ? null : name, email }
}

function findEmail(text: string): string | null {
  if (!text.includes('@')) return null
  const words = text.split(/[\s()<>[\]",;:]+/)
  return words.find((word) => /^[^@]+@[^@]+\.[^@.]+$/.test(word)) ?? null
}
