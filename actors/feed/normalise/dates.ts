import { monthOf } from './month-names.ts'
import { parseZone } from './time-zones.ts'

const LONGEST_DATE = 100
const MIN_YEAR = 1000
const MAX_YEAR = 2200

interface Day {
  readonly year: number
  /** 0 to 11. */
  readonly month: number
  readonly day: number
}

interface Clock {
  readonly hours: number
  readonly minutes: number
  readonly seconds: number
  readonly milliseconds: number
  /** Minutes east of Greenwich. */
  readonly offset: number
}

const MIDNIGHT: Clock = { hours: 0, minutes: 0, seconds: 0, milliseconds: 0, offset: 0 }

/**
 * Reads a date as feeds write it: RFC 822 and its many deviations, ISO 8601 in its variants, numeric dates, month
 * names of other languages, two-digit years, Unix time. A date without a zone is taken for UTC.
 *
 * @returns ISO 8601 in UTC, or null when it is no date
 */
export function parseDate(text: string): string | null {
  const value = tidy(text)
  if (value === '') return null
  return parseUnixTime(value) ?? parseIso(value) ?? parseWritten(value)
}

function tidy(text: string): string {
  return text
    .slice(0, LONGEST_DATE)
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/[\u200e\u200f\u00a0\s]+/g, ' ')
    .replace(/\([^)]*\)/g, ' ')
    .trim()
}

function parseUnixTime(value: string): string | null {
  if (!/^(?:\d{9,10}|\d{12,13})$/.test(value)) return null
  const number = Number(value)
  return toIso(number < 1e11 ? number * 1000 : number)
}

const ISO =
  /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?|(\d{2})(\d{2})|-?(\d{3})|-?W(\d{2})(?:-?(\d))?)?(?![\d])(?:[T\s,_-]+(?=\d)(.*)|Z)?$/i

function parseIso(value: string): string | null {
  const [whole, year = '', month, day, packedMonth, packedDay, ordinal, week, weekDay, rest = ''] =
    ISO.exec(value) ?? []
  if (whole === undefined) return null
  const clock = rest === '' ? MIDNIGHT : parseClock(rest)
  if (clock === null) return null
  if (ordinal !== undefined)
    return assemble({ year: Number(year), month: 0, day: 1 }, clock, Number(ordinal) - 1)
  if (week !== undefined) {
    return assemble(
      { year: Number(year), month: 0, day: 4 },
      clock,
      daysToWeek(Number(year), Number(week), Number(weekDay ?? 1)),
    )
  }
  return assemble(
    { year: Number(year), month: Number(month ?? packedMonth ?? 1) - 1, day: Number(day ?? packedDay ?? 1) },
    clock,
  )
}

/** Days from January 4th, which is always in week 1, to a day of a week (ISO 8601 week dates). */
function daysToWeek(year: number, week: number, weekDay: number): number {
  const fourth = new Date(Date.UTC(year, 0, 4)).getUTCDay() || 7
  return (week - 1) * 7 + weekDay - fourth
}

const CLOCK = /(\d{1,2})\s?[:h.]\s?(\d{1,2})(?:\s?[:m.]\s?(\d{1,2})(?:[.,:](\d{1,9}))?)?\s?s?(.*)$/i
const PACKED_CLOCK = /^(\d{2})(\d{2})(\d{2})?(?:[.,](\d{1,9}))?(?!\d)(.*)$/

function parseClock(text: string): Clock | null {
  const match =
    PACKED_CLOCK.exec(text) ?? CLOCK.exec(text) ?? /^(\d{1,2})()()()(\s*(?:[ap]\.?m|Z|[+-]).*)?$/i.exec(text)
  if (match === null) return null
  const [, hours = '', minutes = '', seconds = '', fraction = '', rest = ''] = match
  const half = /^\s*([ap])\.?\s?m\b\.?/i.exec(rest)?.[1]?.toLowerCase()
  return {
    hours: half === undefined ? Number(hours) : (Number(hours) % 12) + (half === 'p' ? 12 : 0),
    minutes: Number(minutes),
    // A leap second has no place of its own in Unix time.
    seconds: Math.min(Number(seconds), 59),
    milliseconds: Math.trunc(Number(`0.${fraction || '0'}`) * 1000),
    offset: parseZone(rest.replace(/^\s*[ap]\.?\s?m\b\.?/i, '')),
  }
}

const CLOCK_BEHIND = /(?:^|[^\d])(\d{1,2}(?:\s?[:h]\s?\d{1,2}.*|\.\d{2}(?:\.\d{2})?))$/i

/** Dates in words or in numbers with a time beside them: first the time is taken out, then the day is read. */
function parseWritten(value: string): string | null {
  const match = CLOCK_BEHIND.exec(value)
  const clock = match?.[1] === undefined ? null : parseClock(match[1])
  const before =
    match === null ? value : value.slice(0, match.index + match[0].length - (match[1]?.length ?? 0))
  // Unix style puts the year behind the time: Tue Jun 10 04:05:06 2025, with a zone between or not.
  const behind = /(?:^|\s)(\d{4})$/.exec(match?.[1] ?? '')?.[1]
  const words = behind === undefined || /\d{4}/.test(before) ? before : `${before} ${behind}`
  const day = parseCjkDay(words) ?? parseNumericDay(words) ?? parseNamedDay(words)
  return day === null ? null : assemble(day, clock ?? MIDNIGHT)
}

function parseCjkDay(text: string): Day | null {
  const match = /(\d{2,4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/.exec(text)
  return match === null
    ? null
    : { year: fullYear(match[1] ?? ''), month: Number(match[2]) - 1, day: Number(match[3]) }
}

function parseNumericDay(text: string): Day | null {
  const match = /(?:^|\s)(\d{1,4})\s?([/.-])\s?(\d{1,2})\s?[/.-]\s?(\d{2,4})(?!\d)/.exec(text)
  if (match === null) return null
  const [, first = '', separator, second = '', third = ''] = match
  if (first.length > 2) return { year: Number(first), month: Number(second) - 1, day: Number(third) }
  const monthFirst = (separator === '/' && Number(first) <= 12) || Number(second) > 12
  const [month, day] = monthFirst ? [first, second] : [second, first]
  return { year: fullYear(third), month: Number(month) - 1, day: Number(day) }
}

function parseNamedDay(text: string): Day | null {
  const words = text.match(/\p{L}[\p{L}\p{M}]*|\d+/gu) ?? []
  // A weekday can look like another language's month (mar is March and martes), so the last candidate counts.
  const at = words.findLastIndex((word) => !/\d/.test(word) && monthOf(word) !== null)
  const month = monthOf(words[at] ?? '')
  if (month === null) return null
  const numbers = words.map((word, i) => ({ word, i })).filter(({ word }) => /^\d{1,4}$/.test(word))
  const year = numbers.find(({ word }) => word.length === 4) ?? numbers.findLast(({ i }) => i > at) ?? null
  const day = numbers.find((number) => number !== year && number.word.length <= 2)
  // Two digits alone are a day without a year.
  if (year === null || (year.word.length < 3 && day === undefined)) return null
  return { year: fullYear(year.word), month, day: Number(day?.word ?? 1) }
}

/** RFC 2822, section 4.3: two digits below 50 are of this century; three digits count from 1900. */
function fullYear(text: string): number {
  const year = Number(text)
  if (text.length >= 4) return year
  return text.length === 3 || year >= 50 ? 1900 + year : 2000 + year
}

function assemble(day: Day, clock: Clock, addDays = 0): string | null {
  const midnight = new Date(0)
  midnight.setUTCFullYear(day.year, day.month, day.day)
  const isReal = midnight.getUTCMonth() === day.month && midnight.getUTCDate() === day.day
  const isClock = clock.hours <= 24 && clock.minutes <= 59 && (clock.hours < 24 || clock.minutes === 0)
  if (!isReal || !isClock) return null
  const minutes = clock.hours * 60 + clock.minutes - clock.offset + addDays * 24 * 60
  return toIso(midnight.getTime() + minutes * 60_000 + clock.seconds * 1000 + clock.milliseconds)
}

/** Years that no entry can be of, and the zero of Unix time, are not dates but the absence of one. */
function toIso(time: number): string | null {
  const date = new Date(time)
  const year = date.getUTCFullYear()
  return Number.isNaN(time) || time === 0 || year < MIN_YEAR || year > MAX_YEAR ? null : date.toISOString()
}
