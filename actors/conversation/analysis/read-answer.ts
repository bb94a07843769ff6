import type * as z from 'zod'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { Understood } from './understood.ts'

const LONGEST_PROBLEM = 500

/**
 * Reads what a model answers, which may stand in a code fence or between words.
 *
 * @returns the error says in one sentence what is wrong, for the model and for the record
 */
export function readAnswer(text: string): Result<Understood, 'answer.unreadable'> {
  const object = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)
  const parsed = parse(object)
  if (parsed === undefined) return unreadable('It is not a JSON object.')
  const understood = Understood.safeParse(parsed)
  return understood.success ? ok(understood.data) : unreadable(problemOf(understood.error))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function problemOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}.`).join(' ')
}

function unreadable(problem: string) {
  return err('answer.unreadable', problem.slice(0, LONGEST_PROBLEM))
}
