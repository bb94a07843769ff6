/** A date that somebody names: `when` is ISO 8601 where it is certain, otherwise their own words. */
export interface NamedDate {
  readonly what: string
  readonly when: string
}

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'januar', 'janvier', 'enero'],
  ['february', 'februar', 'février', 'febrero'],
  ['march', 'märz', 'mars', 'marzo'],
  ['april', 'avril', 'abril'],
  ['may', 'mai', 'mayo'],
  ['june', 'juni', 'juin', 'junio'],
  ['july', 'juli', 'juillet', 'julio'],
  ['august', 'août', 'agosto'],
  ['september', 'septembre', 'septiembre'],
  ['october', 'oktober', 'octobre', 'octubre'],
  ['november', 'novembre', 'noviembre'],
  ['december', 'dezember', 'décembre', 'diciembre'],
]
const NUMBER_OF = new Map(MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)))
const MONTH = [...NUMBER_OF.keys()].join('|')
/** "May" and "march" are words too: a month is one beside a day. */
const PATTERNS: readonly {
  readonly pattern: RegExp
  readonly iso: (found: readonly string[]) => string | null
}[] = [
  { pattern: /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/g, iso: ([, y, m, d]) => isoOf(y, m, d) },
  { pattern: /(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/g, iso: ([, d, m, y]) => isoOf(y, m, d) },
  // Which of the two comes first differs from country to country, unless one of them can be no month.
  {
    pattern: /(?<!\d)(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/g,
    iso: ([, a, b, y]) => (Number(a) > 12 ? isoOf(y, b, a) : Number(b) > 12 ? isoOf(y, a, b) : null),
  },
  {
    pattern: new RegExp(
      `(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|\\.)?\\s(?:of\\s|de\\s)?(${MONTH})(?:,?\\s(\\d{4}))?(?!\\p{L})`,
      'giu',
    ),
    iso: ([, d, m, y]) => isoOf(y, monthOf(m), d),
  },
  {
    pattern: new RegExp(
      `(?<!\\p{L})(${MONTH})\\s(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s(\\d{4}))?(?!\\d|\\p{L})`,
      'giu',
    ),
    iso: ([, m, d, y]) => isoOf(y, monthOf(m), d),
  },
  {
    pattern:
      /(?<!\p{L})(?:today|tonight|tomorrow|(?:next|on|by) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|week)|heute|morgen|übermorgen|(?:am|bis) (?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|nächste woche|demain|aujourd’hui|mañana|hoy)(?!\p{L})/giu,
    iso: () => null,
  },
]

/**
 * Finds the dates that a text names.
 *
 * @returns in the order of the patterns, each once; `what` is the sentence that names it
 */
export function datesIn(sentences: readonly string[]): NamedDate[] {
  const found = new Map<string, NamedDate>()
  for (const what of sentences) {
    for (const { pattern, iso } of PATTERNS) {
      for (const match of what.matchAll(pattern)) {
        const when = iso([...match]) ?? match[0]
        if (!found.has(when)) found.set(when, { what, when })
      }
    }
  }
  return [...found.values()]
}

function monthOf(name: string | undefined): string {
  return String(NUMBER_OF.get((name ?? '').toLowerCase()) ?? 0)
}

/** @returns null where a part is missing or there is no such day */
function isoOf(year: string | undefined, month = '', day = ''): string | null {
  if (year === undefined) return null
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${iso}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? null : iso
}
