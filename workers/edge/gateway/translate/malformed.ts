import { listOf, membersOf, stringOf } from './json.ts'
import type { Members } from './json.ts'
import { Untranslatable } from './losses.ts'

/** @throws Untranslatable where a field is not as its protocol has it */
export function malformed(path: string, expected: string): never {
  throw new Untranslatable('call.malformed', `${path}: must be ${expected}.`, path)
}

/** @returns the array that must stand there */
export function needList(value: unknown, path: string): readonly unknown[] {
  return Array.isArray(value) ? listOf(value) : malformed(path, 'an array')
}

/** @returns the object that must stand there */
export function needMembers(value: unknown, path: string): Members {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? membersOf(value) : malformed(path, 'an object')
}

/** @returns the string that must stand there */
export function needString(value: unknown, path: string): string {
  return stringOf(value) ?? malformed(path, 'a string')
}
