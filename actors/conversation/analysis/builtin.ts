import { clip } from '@switchboard/kernel/text/clip'
import { extract } from '@switchboard/kernel/text/extract'
import type { Category, Priority } from '@switchboard/shared-types/api/conversations/analysis'
import { SELF } from '@switchboard/shared-types/api/conversations/analysis'
import type { Said } from '../talk/said.ts'
import { datesIn } from './dates.ts'
import { CATEGORY_WORDS, PROMISES, REQUESTS, URGENT_WORDS } from './keywords.ts'
import { languageOf } from './language.ts'
import type { Understood } from './understood.ts'

const LONGEST_SUMMARY = 4_000
const LONGEST = 300
const MOST = 20
/** Of the talk: its language may change, and what was urgent last week is not today. */
const NEWEST = 10

/** What earlier analyses know that the new messages do not say. */
export type Earlier = Pick<Understood, 'summary' | 'category' | 'openQuestions' | 'dates' | 'commitments'>

/**
 * Understands a talk without a model: extracts, keywords and patterns. It finds what is said plainly and misses the rest.
 *
 * @param earlier null where the messages are the whole talk
 * @param said what is new, in its order; at least one
 */
export function understand(earlier: Earlier | null, said: readonly Said[]): Understood {
  const newest = said.slice(-NEWEST)
  const words = newest.map(({ text }) => text).join('\n')
  return {
    category: categoryOf(newest, words, earlier),
    ...priorityOf(newest, words),
    summary: summaryOf(earlier, said),
    language: languageOf(words),
    openQuestions: openQuestions(earlier, said),
    dates: merge(earlier?.dates ?? [], datesIn(said.flatMap(sentencesOf)), ({ when }) => when),
    commitments: merge(earlier?.commitments ?? [], promises(said), ({ who, what }) => `${who}\n${what}`),
    answerExpected: answerExpected(said),
  }
}

function categoryOf(newest: readonly Said[], words: string, earlier: Earlier | null): Category {
  const last = newest.at(-1)
  if (last?.nature === 'bulk') return 'newsletter'
  if (last?.nature === 'auto' || last?.nature === 'bounce' || last?.bot === true) return 'notification'
  const scores = CATEGORY_WORDS.map(({ category, pattern }) => ({
    category,
    score: words.match(pattern)?.length ?? 0,
  })).toSorted((one, other) => other.score - one.score)
  const [best] = scores
  return best !== undefined && best.score > 0 ? best.category : (earlier?.category ?? 'other')
}

function priorityOf(
  newest: readonly Said[],
  words: string,
): { readonly priority: Priority; readonly priorityReason: string } {
  const last = newest.at(-1)
  if (last?.nature === 'bulk') return { priority: 'low', priorityReason: 'It was sent to many.' }
  if (last?.nature === 'auto' || last?.bot === true)
    return { priority: 'low', priorityReason: 'A machine wrote it.' }
  if (last?.nature === 'bounce') return { priority: 'high', priorityReason: 'A message came back.' }
  const urgent = URGENT_WORDS.exec(words)
  if (urgent !== null) return { priority: 'urgent', priorityReason: `It says “${urgent[0]}”.` }
  return { priority: 'normal', priorityReason: 'Nothing in it says that it is urgent or can wait.' }
}

/** The earlier summary stands for what it was made of. */
function summaryOf(earlier: Earlier | null, said: readonly Said[]): string {
  const before = earlier === null ? '' : `${earlier.summary}\n\n`
  return clip(`${before}${extract(said.map(({ text }) => text).join('\n\n'))}`.trim(), LONGEST_SUMMARY)
}

/** What the person wrote last answers what was asked before it. */
function openQuestions(earlier: Earlier | null, said: readonly Said[]): string[] {
  const answered = said.findLastIndex(({ direction }) => direction === 'out')
  const before = answered < 0 ? (earlier?.openQuestions ?? []) : []
  const asked = said
    .slice(answered + 1)
    .flatMap(sentencesOf)
    .filter(isQuestion)
  return merge(before, asked, (question) => question)
}

function promises(said: readonly Said[]): { who: string; what: string }[] {
  return said.flatMap((message) =>
    sentencesOf(message)
      .filter((sentence) => PROMISES.test(sentence))
      .map((what) => ({ who: clip(message.author, 200), what })),
  )
}

function answerExpected(said: readonly Said[]): Understood['answerExpected'] {
  const last = said.at(-1)
  if (last === undefined || last.nature !== 'ordinary' || last.bot) return { expected: false, from: null }
  const asks = sentencesOf(last).some((sentence) => isQuestion(sentence) || REQUESTS.test(sentence))
  if (!asks) return { expected: false, from: null }
  if (last.direction === 'in') return { expected: true, from: SELF }
  const other = said.findLast(({ direction }) => direction === 'in')
  return { expected: true, from: other === undefined ? null : clip(other.author, 200) }
}

function isQuestion(sentence: string): boolean {
  return /[?？؟](?:["”»)\]]|\p{Extended_Pictographic}|\s)*$/u.test(sentence)
}

/** Lines that quote an earlier mail are not said now. */
function sentencesOf({ text }: Pick<Said, 'text'>): string[] {
  const own = text
    .split('\n')
    .filter((line) => !line.startsWith('>'))
    .join('\n')
  const parts = new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(own)
  return Array.from(parts, ({ segment }) => clip(segment.replaceAll(/\s+/g, ' ').trim(), LONGEST)).filter(
    (sentence) => sentence !== '',
  )
}

/** The newest of both, each once. */
function merge<T>(before: readonly T[], now: readonly T[], keyOf: (item: T) => string): T[] {
  const all = new Map([...before, ...now].map((item) => [keyOf(item), item]))
  return [...all.values()].slice(-MOST)
}
