import type { Category } from '@switchboard/shared-types/api/conversations/analysis'

/** Whole words, or beginnings of words where one ends in `*`. */
function anyOf(words: string): RegExp {
  const patterns = words
    .split(', ')
    .map((word) => (word.endsWith('*') ? `${word.slice(0, -1)}\\p{L}*` : word))
  return new RegExp(`(?<!\\p{L})(?:${patterns.join('|')})(?!\\p{L})`, 'giu')
}

/** In English, German, French and Spanish; the first of two that fit as well is taken. */
export const CATEGORY_WORDS: readonly { readonly category: Category; readonly pattern: RegExp }[] = [
  {
    category: 'spam',
    pattern: anyOf(
      'lottery, you have won, bitcoin investment, viagra, casino, wire transfer fee, sie haben gewonnen',
    ),
  },
  {
    category: 'finance',
    pattern: anyOf(
      'invoice*, payment*, refund*, receipt, bank, iban, tax, salary, rechnung*, zahlung*, überweis*, steuer*, mahnung, facture*, paiement*, virement, impôt*, factura*, pago*, impuesto*',
    ),
  },
  {
    category: 'travel',
    pattern: anyOf(
      'flight*, hotel, booking, boarding, ferry, train, airport, itinerary, flug*, fähre, zug, bahnhof, flughafen, buchung, reise*, vol, gare, réservation, vuelo*, tren, reserva*, aeropuerto',
    ),
  },
  {
    category: 'support',
    pattern: anyOf(
      'support, bug, error, does not work, doesn’t work, broken, issue, ticket, help with, fehler*, funktioniert nicht, kaputt, hilfe, erreur*, ne marche pas, panne, problema*, no funciona, ayuda',
    ),
  },
  {
    category: 'sales',
    pattern: anyOf(
      'offer, discount, pricing, quote, demo, purchase, order, angebot*, rabatt, preis*, bestell*, devis, remise, commande*, oferta*, descuento, precio*, pedido*',
    ),
  },
  {
    category: 'work',
    pattern: anyOf(
      'meeting, deadline, project, contract, review, report, client, colleague*, agenda, besprechung, termin, projekt*, vertrag*, bericht, kund*, kolleg*, réunion, projet*, contrat*, rapport, reunión, proyecto*, contrato*, informe*, cliente*',
    ),
  },
  {
    category: 'social',
    pattern: anyOf(
      'party, birthday, dinner, concert, invite*, geburtstag, feier, abendessen, konzert, einlad*, fête, anniversaire, dîner, fiesta, cumpleaños, cena',
    ),
  },
  {
    category: 'personal',
    pattern: anyOf(
      'mum, mom, dad, family, kids, love you, mama, papa, familie, kinder, famille, enfants, familia, hijos',
    ),
  },
]

export const URGENT_WORDS = withoutState(
  anyOf(
    'urgent*, asap, immediately, emergency, right away, dringend*, sofort*, notfall, eilig, d’urgence, immédiatement, urgencia, inmediatamente',
  ),
)

/** What asks for something without a question mark. */
export const REQUESTS = withoutState(
  anyOf(
    'please, could you, can you, would you, let me know, bitte, könntest du, könnten sie, kannst du, sag bescheid, s’il te plaît, s’il vous plaît, por favor, dime',
  ),
)

export const PROMISES = withoutState(
  anyOf(
    "i will, i’ll, i'll, we will, we’ll, we'll, i promise, ich werde, ich schicke, ich melde mich, ich komme, wir werden, je vais, j’enverrai, nous allons, voy a, vamos a, te mando, enviaré",
  ),
)

/** A global pattern remembers where it stopped; one that only tests must not. */
function withoutState(pattern: RegExp): RegExp {
  return new RegExp(pattern.source, pattern.flags.replace('g', ''))
}
