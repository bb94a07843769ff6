import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { languageOf } from './language.ts'

const SAID = {
  en: 'Hi Mira, can you tell me what time the ferry leaves?',
  de: 'Hallo Mira, kannst du mir sagen, wann die Fähre geht? Danke!',
  fr: 'Bonjour, est-ce que vous pouvez nous envoyer les documents pour la réunion ?',
  es: 'Hola, ¿a qué hora sale el ferry? Gracias por la respuesta.',
  it: 'Ciao, a che ora parte il traghetto? Grazie per la risposta.',
  pt: 'Olá, você pode me dizer a que horas sai o barco? Obrigado.',
  nl: 'Hallo, kan je mij zeggen hoe laat het schip vertrekt? Bedankt.',
  sv: 'Hej, kan du säga när färjan går? Tack för hjälpen.',
  pl: 'Dzień dobry, czy to jest prawda, że prom nie płynie?',
  hr: 'Dobar dan, molim Vas kako se dolazi do luke? Hvala.',
  tr: 'Merhaba, bu feribot ne zaman kalkıyor? Teşekkürler.',
  ru: 'Привет, во сколько уходит паром?',
  uk: 'Привіт, о котрій відходить пором? Дякую за відповідь.',
  ja: 'フェリーは何時に出ますか。',
  zh: '渡轮几点出发？谢谢。',
  ar: 'متى تغادر العبارة؟',
  el: 'Τι ώρα φεύγει το πλοίο;',
}

describe('the language of a text', () => {
  it.each(Object.entries(SAID))('is told where it is %s', (language, text) => {
    expect(languageOf(text)).toBe(language)
  })

  it('is not guessed where nothing tells it', () => {
    for (const text of ['', '👍', 'ok', '12:30', 'Zagreb', 'https://example.org/a'])
      expect(languageOf(text)).toBe('und')
  })

  it('is a language tag, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(Intl.getCanonicalLocales(languageOf(text))).toHaveLength(1)
      }),
    )
  })
})
