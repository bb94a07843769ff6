import { clip } from './clip.ts'

/** A summary has at most so many sentences, and so many characters. */
const SENTENCES = 3
const LONGEST_SENTENCE = 400
/** "Photo: Reuters" and headings say little; they are taken where there is nothing else. */
const SHORTEST_SENTENCE = 25
/** A word in more than this share of the sentences is there for grammar, in whatever language. */
const COMMON = 0.4
/** What a sentence weighs less for each one before it: who writes for readers says first what matters. */
const FALL = 0.03

interface Sentence {
  readonly text: string
  readonly place: number
  readonly words: ReadonlySet<string>
}

/**
 * Summarises without a model: the sentences that say most of what the whole text talks about, in their own order.
 *
 * @param text plain, in any language
 * @returns at most three sentences of the text; the whole of a text that has no more
 */
export function extract(text: string): string {
  const sentences = sentencesOf(text)
  const weight = weigh(sentences)
  const best = sentences
    .map((sentence) => ({ sentence, score: scoreOf(sentence, weight) }))
    .toSorted((one, other) => other.score - one.score)
    .slice(0, SENTENCES)
    .map(({ sentence }) => sentence)
  return best
    .toSorted((one, other) => one.place - other.place)
    .map((sentence) => shorten(sentence.text))
    .join(' ')
}

function sentencesOf(text: string): Sentence[] {
  const parts = new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text)
  const words = new Intl.Segmenter(undefined, { granularity: 'word' })
  return Array.from(parts, ({ segment }) => segment.replaceAll(/\s+/g, ' ').trim())
    .filter((sentence) => sentence !== '')
    .map((sentence, place) => ({ text: sentence, place, words: wordsOf(sentence, words) }))
}

function wordsOf(sentence: string, segmenter: Intl.Segmenter): Set<string> {
  const parts = Array.from(segmenter.segment(sentence))
  return new Set(parts.flatMap(({ segment, isWordLike }) => (isWordLike ? [segment.toLowerCase()] : [])))
}

/** @returns in how many sentences each word stands, without those that stand nearly everywhere */
function weigh(sentences: readonly Sentence[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const word of sentences.flatMap(({ words }) => [...words])) {
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const most = Math.max(SENTENCES, sentences.length * COMMON)
  return new Map([...counts].filter(([, count]) => count <= most))
}

/** By the mean, so that a sentence is not better for being longer. */
function scoreOf({ text, place, words }: Sentence, weight: ReadonlyMap<string, number>): number {
  const sum = [...words].reduce((total, word) => total + Math.log1p(weight.get(word) ?? 0), 0)
  const says = sum / Math.max(5, words.size) / (1 + place * FALL)
  return text.length < SHORTEST_SENTENCE ? says / 10 : says
}

function shorten(sentence: string): string {
  return sentence.length > LONGEST_SENTENCE ? `${clip(sentence, LONGEST_SENTENCE - 1)}…` : sentence
}
