/** Scripts that tell the language, or its most likely one, where they are in this share of a text's letters. */
const SCRIPTS: readonly { readonly signs: RegExp; readonly language: string; readonly share: number }[] = [
  { signs: /[\p{sc=Hiragana}\p{sc=Katakana}]/gu, language: 'ja', share: 0.1 },
  { signs: /\p{sc=Hangul}/gu, language: 'ko', share: 0.2 },
  { signs: /\p{sc=Han}/gu, language: 'zh', share: 0.2 },
  // Letters that Russian does not have.
  { signs: /[іїєґ]/giu, language: 'uk', share: 0.02 },
  { signs: /\p{sc=Cyrillic}/gu, language: 'ru', share: 0.2 },
  { signs: /\p{sc=Greek}/gu, language: 'el', share: 0.2 },
  { signs: /\p{sc=Hebrew}/gu, language: 'he', share: 0.2 },
  { signs: /\p{sc=Arabic}/gu, language: 'ar', share: 0.2 },
  { signs: /\p{sc=Devanagari}/gu, language: 'hi', share: 0.2 },
  { signs: /\p{sc=Thai}/gu, language: 'th', share: 0.2 },
]

/** The commonest words that tell languages of the Latin script apart. */
const WORDS: Readonly<Record<string, string>> = {
  en: 'the and you is that it for of to are with have this what your can will please thanks would at on hi be',
  de: 'der die das und ich ist nicht du sie wir ein eine mit für auf zu den von dass wie bitte danke auch kann',
  fr: 'le la les et je est pas vous nous un une avec pour sur dans des que qui bonjour merci oui peut ce au',
  es: 'el la los y yo es no usted que un una con para por en de las gracias hola está pero como muy se',
  it: 'il la che e non è un una con per di sono gli della grazie ciao come ma anche questo ho ti mi alle',
  pt: 'o a os e que não é um uma com para por de do da obrigado olá você mas como em está isso eu ao',
  nl: 'de het een en ik is niet je van dat op te met voor zijn wij bedankt hallo ook kan maar wat naar jij',
  sv: 'och att det är jag inte en ett som på för med du kan tack hej den har vi om till av så men',
  da: 'og at det er jeg ikke en et som på for med du kan tak hej den har vi om til af så men hvad',
  pl: 'i w nie na się jest że to z do jak dzień dobry dziękuję czy ale co mnie tak proszę będzie po dla',
  cs: 'a je se na že to v s do jak ale děkuji dobrý den prosím jsem není co bude tak by už jsme pro si',
  hr: 'i je se na da to u s do kako ali hvala dobar dan molim sam nije što bi će već smo za si ili',
  tr: 've bir bu için ne değil ben sen var mı çok ile da de merhaba teşekkürler evet hayır nasıl ama',
}
const PROFILES = Object.entries(WORDS).map(([language, words]) => ({
  language,
  words: new Set(words.split(' ')),
}))
/** Fewer known words than this tell nothing. */
const FEWEST = 2

/** @returns the language that a text is most likely written in, as BCP 47; `und` where it can not be told */
export function languageOf(text: string): string {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const script = SCRIPTS.find(({ signs, share }) => (text.match(signs)?.length ?? 0) > letters * share)
  if (script !== undefined) return script.language
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  const scores = PROFILES.map(({ language, words: known }) => ({
    language,
    score: words.filter((word) => known.has(word)).length,
  })).toSorted((one, other) => other.score - one.score)
  const [best, second] = scores
  if (best === undefined || best.score < FEWEST || best.score === second?.score) return 'und'
  return best.language
}
