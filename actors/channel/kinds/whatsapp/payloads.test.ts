import * as fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { WhatsAppAccount } from './account.ts'
import { parseChecked, WhatsAppHouse } from './testing/account.ts'
import { ADA, NUMBER_ID } from './testing/fake-meta.ts'

let house: WhatsAppHouse
let account: WhatsAppAccount

beforeEach(async () => {
  house = new WhatsAppHouse()
  account = await house.account()
})

const parseValues = async (values: Record<string, unknown>[], field?: string) =>
  parseChecked(await house.meta.hook(values, field), account)

const status = (id: string, state: string, more: Record<string, unknown> = {}) => ({
  id,
  status: state,
  timestamp: '1763726400',
  recipient_id: ADA.phone,
  recipient_user_id: ADA.id,
  ...more,
})

describe('a payload', () => {
  it('is read whole: each entry, each change, each message and each status', async () => {
    const text = (body: string) => house.meta.message(ADA, { type: 'text', text: { body } })
    const one = { messages: [text('1'), text('2')], statuses: [status('wamid.1', 'sent')] }
    const two = {
      messages: [text('3')],
      statuses: [status('wamid.1', 'delivered'), status('wamid.2', 'read')],
    }
    const { events } = await parseValues([one, two, one])
    expect(events.map(({ type }) => type)).toEqual([
      'message',
      'message',
      'receipt',
      'message',
      'receipt',
      'receipt',
      'message',
      'message',
      'receipt',
    ])
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(6)
  })

  it('about another number of the same app is kept apart', async () => {
    const message = house.meta.message(ADA, { type: 'text', text: { body: 'x' } })
    const foreign = { metadata: { phone_number_id: '999' }, messages: [message] }
    expect(await parseValues([foreign])).toMatchObject({
      events: [],
      unreadable: [{ reason: 'This belongs to another phone number of the same app.' }],
    })
  })

  it('of another field, or of no platform, is kept for inspection', async () => {
    expect(await parseValues([{}], 'account_update')).toMatchObject({
      events: [],
      unreadable: [{ reason: 'A change of "account_update" is not understood.' }],
    })
    expect(parseChecked(await house.meta.signed('{"object":"page"}'), account).unreadable).toHaveLength(1)
    expect(parseChecked(await house.meta.signed('no JSON'), account).unreadable).toMatchObject([
      { body: 'no JSON' },
    ])
  })

  it('of whatever shape never makes reading throw, and what it yields is well-formed', async () => {
    const anything = fc.jsonValue({ maxDepth: 4 })
    const part = fc.constantFrom(
      'text',
      'image',
      'interactive',
      'location',
      'contacts',
      'reaction',
      'edit',
      'revoke',
      'system',
      'order',
    )
    const message = fc.record(
      {
        type: part,
        id: fc.oneof(anything, fc.constant('wamid.1')),
        from: fc.oneof(anything, fc.constant(ADA.phone)),
        from_user_id: anything,
        timestamp: fc.oneof(anything, fc.constant('1763726400')),
        text: anything,
        image: anything,
        interactive: anything,
        reaction: anything,
        edit: anything,
        revoke: anything,
        system: anything,
        contacts: anything,
        context: anything,
        group_id: anything,
      },
      { requiredKeys: ['type'] },
    )
    const value = fc.record({
      metadata: fc.constant({ phone_number_id: NUMBER_ID }),
      messages: fc.array(message),
      statuses: fc.array(
        fc.oneof(
          anything,
          fc.record({
            id: anything,
            status: fc.constantFrom('sent', 'failed'),
            timestamp: anything,
            errors: anything,
            recipient_id: anything,
          }),
        ),
      ),
      contacts: anything,
      errors: anything,
    })
    const request = await house.meta.hook([])
    fc.assert(
      fc.property(fc.oneof(anything, value), anything, (inside, outside) => {
        const whole = {
          object: 'whatsapp_business_account',
          entry: [{ changes: [{ field: 'messages', value: inside }] }],
        }
        for (const payload of [whole, outside])
          parseChecked({ ...request, body: new TextEncoder().encode(JSON.stringify(payload)) }, account)
      }),
      { numRuns: 500 },
    )
  })
})
