// Stems by month, accents and case removed, of the languages that feeds are written in. A stem stands for every word
// that begins with it; where two languages disagree (lis: Polish November, Croatian October) the commoner one counts.
const STEMS: readonly (readonly string[])[] = [
  'jan ene gen ian janv sty led siec oca tammi sau janu янв сiч січ яну ιαν يناير كانون ינואר'.split(' '),
  'feb fev fevr lut uno sub helmi veeb vas фев лют φεβ فبراير شباط פברואר'.split(' '),
  'mar mrt maa mars mart marz maerz brez bre maalis kov мар бер μαρ مارس آذار מרץ'.split(' '),
  'apr abr avr kwi dub nis huhti bal апр квi кві απρ أبريل ابريل نيسان אפריל'.split(' '),
  'may mai maj mag mei maio kve kvet touko geg мая маи май тра μαι μαϊ مايو أيار מאי'.split(' '),
  'jun giu iun juin juni jui cze cerv cerven haz kesa bir июн чер ιουν يونيو حزيران יוני'.split(' '),
  'jul lug iul juil juli lip cervenc tem heina lie июл лип ιουλ يوليو تموز יולי'.split(' '),
  'aug ago aou aout sie srp agu elo rgp авг сер αυγ أغسطس اغسطس آب אוגוסט'.split(' '),
  'sep set sept wrz zar eyl syys rgs сен вер σεπ سبتمبر أيلول ספטמבר'.split(' '),
  'oct okt out ott paz rij eki loka spa окт жов οκτ أكتوبر اكتوبر تشرين אוקטובר'.split(' '),
  'nov noi lis kas marras lap ноя лис ное νοε نوفمبر נובמבר'.split(' '),
  'dec dez dic dets des déc gru pro ara joulu grd дек гру δεκ ديسمبر דצמבר'.split(' '),
]

const MONTH_BY_STEM = new Map(
  STEMS.flatMap((stems, month) => stems.map((stem) => [foldWord(stem), month] as const)),
)
const LONGEST_STEM = Math.max(...[...MONTH_BY_STEM.keys()].map((stem) => stem.length))
const SHORTEST_STEM = 3

/** Lower case without accents, so that `Août`, `aout` and `AOÛT` are one word. */
export function foldWord(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** The month, 0 to 11, that a word names in any of the known languages; null when it names none. */
export function monthOf(word: string): number | null {
  const folded = foldWord(word)
  for (let length = Math.min(LONGEST_STEM, folded.length); length >= SHORTEST_STEM; length--) {
    const month = MONTH_BY_STEM.get(folded.slice(0, length))
    if (month !== undefined) return month
  }
  return null
}
