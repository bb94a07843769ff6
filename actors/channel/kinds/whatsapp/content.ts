import { MAX_TEXT, type AttachmentRef } from '@switchboard/shared-types/channel-event'
import { clip } from '@switchboard/kernel/text/clip'
import { elementsOf, membersOf, textOf, type JsonObject } from '../wire/json.ts'

/** What a message says, and the file that it brings. */
export interface Content {
  readonly text: string
  readonly attachments: readonly AttachmentRef[]
}

const MEDIA = new Set(['image', 'video', 'audio', 'voice', 'document', 'sticker'])

/**
 * Reads the part of a message that its type names.
 * @returns null for a type that is not understood
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 */
export function contentOf(message: JsonObject): Content | null {
  const type = textOf(message['type']) ?? ''
  const part = membersOf(message[type])
  if (MEDIA.has(type)) return media(type, part)
  const text = textOfType(type, part, message)
  return text === null ? null : { text: clip(text, MAX_TEXT), attachments: [] }
}

function textOfType(type: string, part: JsonObject, message: JsonObject): string | null {
  switch (type) {
    case 'text':
      return textOf(part['body'])
    case 'button':
      return textOf(part['text'])
    case 'interactive':
      return interactive(part)
    case 'location':
      return location(part)
    case 'contacts':
      return contacts(message['contacts'])
    case 'order':
      return order(part)
    default:
      return null
  }
}

function media(type: string, part: JsonObject): Content | null {
  const id = textOf(part['id'])
  if (id === null || !/^[\w-]{1,100}$/.test(id)) return null
  const mime = clip(textOf(part['mime_type']) ?? 'application/octet-stream', 200)
  const ending = /^\w+\/([\w.+-]+)/.exec(mime)?.[1] ?? 'bin'
  const name = clip(textOf(part['filename']) ?? `${type}.${ending}`, 300)
  const text = clip(textOf(part['caption']) ?? '', MAX_TEXT)
  return { text, attachments: [{ ref: id, name, type: mime, size: null }] }
}

function interactive(part: JsonObject): string | null {
  const reply = membersOf(part['button_reply'] ?? part['list_reply'])
  const chosen = [reply['title'], reply['description']].map(textOf).filter((line) => line !== null)
  return chosen.length > 0 ? chosen.join('\n') : textOf(membersOf(part['nfm_reply'])['body'])
}

function location({ name, address, latitude, longitude }: JsonObject): string | null {
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return null
  const words = [textOf(name), textOf(address)].filter((line) => line !== null)
  return [...words, `geo:${latitude},${longitude}`].join('\n')
}

function contacts(cards: unknown): string | null {
  const lines = elementsOf(cards).map((each) => {
    const card = membersOf(each)
    const name = textOf(membersOf(card['name'])['formatted_name'])
    const ways = [...elementsOf(card['phones']), ...elementsOf(card['emails'])].map(membersOf)
    const reached = ways.map(({ phone, email }) => textOf(phone) ?? textOf(email))
    return [name, ...reached].filter((word) => word !== null).join(' ')
  })
  return textOf(lines.filter((line) => line !== '').join('\n'))
}

function order({ text, product_items: items }: JsonObject): string {
  const lines = elementsOf(items).map((each) => {
    const { quantity, product_retailer_id: id } = membersOf(each)
    return `${typeof quantity === 'number' ? quantity : 1} × ${textOf(id) ?? 'an unnamed product'}`
  })
  return [textOf(text) ?? 'An order:', ...lines].join('\n')
}
