import * as z from 'zod'
import { clip } from '@switchboard/kernel/text/clip'
import type { Analysis } from '@switchboard/shared-types/api/conversations/analysis'
import { Category, Priority } from '@switchboard/shared-types/api/conversations/analysis'

/** What an analysis says of a talk, whoever made it. */
export type Understood = Omit<Analysis, 'version' | 'by' | 'at' | 'upTo'>

const MOST = 20

/** Models count badly: what is too long is cut, what is of the wrong kind is refused. */
function text(length: number) {
  return z.string().transform((said) => clip(said.trim(), length))
}

function list<T extends z.ZodType>(item: T) {
  return z.array(item).transform((items) => items.slice(0, MOST))
}

/** What a model is to answer. */
export const Understood = z.object({
  category: Category,
  priority: Priority,
  priorityReason: text(300),
  summary: text(4_000),
  language: z.string().transform(languageTag),
  openQuestions: list(text(300)),
  dates: list(z.object({ what: text(300), when: text(100) })),
  commitments: list(z.object({ who: text(200), what: text(300) })),
  answerExpected: z.object({ expected: z.boolean(), from: text(200).nullable() }),
}) satisfies z.ZodType<Understood>

function languageTag(said: string): string {
  try {
    return clip(Intl.getCanonicalLocales(said.trim().replaceAll('_', '-'))[0] ?? 'und', 35)
  } catch {
    return 'und'
  }
}
