/** How somebody writes, as their own messages show. */
export interface Tone {
  /** How they begin and end, in their own words; null where they do it in no one way. */
  readonly greeting: string | null
  readonly signOff: string | null
  /** Of a message: the median. */
  readonly words: number
  readonly address: 'formal' | 'familiar' | null
  readonly emoji: boolean
  readonly exclaims: boolean
  /** Sentences begin with small letters. */
  readonly lowerCase: boolean
}

/** From fewer messages nothing is learned. */
const FEWEST = 3
/** A habit is what somebody does in this share of their messages or more. */
const HABIT = 1 / 3
const LONGEST_PHRASE = 40
const MOST_WORDS = 4
/** Forms of address in languages that have two; a sentence may begin with "Sie" and mean "they". */
const FORMAL =
  /(?<=\P{L})(?:Sie|Ihnen|Ihre?[mnrs]?)(?!\p{L})|(?<!\p{L})(?:vous|votre|vos|usted(?:es)?|Lei|Вам|Вас)(?!\p{L})/u
const FAMILIAR =
  /(?<!\p{L})(?:du|dich|dir|deine?[mnrs]?|euch|tu|toi|te|ton|tes|tú|ti|tuo|тебе|тебя|ты)(?!\p{L})/iu
const EMOJI = /\p{Extended_Pictographic}/u

/**
 * Learns how a person writes from what they have written themselves.
 *
 * @param texts plain
 * @returns null where there are too few
 */
export function toneOf(texts: readonly string[]): Tone | null {
  const written = texts.map((text) => text.trim()).filter((text) => text !== '')
  if (written.length < FEWEST) return null
  const isHabit = (holds: (text: string) => boolean): boolean =>
    written.filter(holds).length >= written.length * HABIT
  return {
    greeting: habitual(written.map(openingOf), written.length),
    signOff: habitual(written.map(closingOf), written.length),
    words: median(written.map((text) => text.split(/\s+/).length)),
    address: addressOf(written),
    emoji: isHabit((text) => EMOJI.test(text)),
    exclaims: isHabit((text) => text.includes('!')),
    lowerCase: written.filter((text) => /^\p{Ll}/u.test(text)).length > written.length / 2,
  }
}

/** @returns a tone in the words of an instruction */
export function describeTone(tone: Tone): string {
  const sayings = [
    tone.greeting === null ? 'begins without a greeting' : `begins with “${tone.greeting}”`,
    tone.signOff === null ? 'ends without a closing line' : `ends with “${tone.signOff}”`,
    `writes about ${tone.words} words a message`,
    ...(tone.address === null ? [] : [`addresses others in the ${tone.address} way`]),
    tone.emoji ? 'uses emoji' : 'uses no emoji',
    ...(tone.exclaims ? ['uses exclamation marks'] : []),
    ...(tone.lowerCase ? ['writes in small letters'] : []),
  ]
  return `The person usually ${sayings.join(', ')}.`
}

/** A first line of a few words, or the few words before its first comma. */
function openingOf(text: string): string | null {
  const [first = '', ...rest] = text.split('\n')
  const upToComma = /^[^,!.?:]{1,40}[,!]/.exec(first)?.[0]
  const opening = upToComma ?? (rest.length > 0 ? first : '')
  return phrase(opening.replace(/[,!]$/, ''))
}

/** A last line of a few words, which may stand above a name. */
function closingOf(text: string): string | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.length < 2 ? null : phrase(lines.at(-1) ?? '')
}

function phrase(text: string): string | null {
  const words = text.trim()
  const isPhrase = words !== '' && words.length <= LONGEST_PHRASE && words.split(/\s+/).length <= MOST_WORDS
  return isPhrase ? words : null
}

function habitual(phrases: readonly (string | null)[], messages: number): string | null {
  const counts = new Map<string, number>()
  for (const said of phrases) if (said !== null) counts.set(said, (counts.get(said) ?? 0) + 1)
  const [most] = [...counts].toSorted(([, one], [, other]) => other - one)
  return most !== undefined && most[1] >= 2 && most[1] >= messages * HABIT ? most[0] : null
}

function addressOf(texts: readonly string[]): Tone['address'] {
  const formal = texts.filter((text) => FORMAL.test(text)).length
  const familiar = texts.filter((text) => FAMILIAR.test(text)).length
  if (formal === familiar) return null
  return formal > familiar ? 'formal' : 'familiar'
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0
}
