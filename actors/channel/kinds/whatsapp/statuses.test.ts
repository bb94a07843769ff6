import { beforeEach, describe, expect, it } from 'vitest'
import type { WhatsAppAccount } from './account.ts'
import { parseChecked, WhatsAppHouse } from './testing/account.ts'
import { ADA } from './testing/fake-meta.ts'

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

describe('a status', () => {
  it('is one event for each message and state, in whatever order and however often it comes', async () => {
    const states = ['read', 'sent', 'delivered', 'read', 'played']
    const { events } = await parseValues([{ statuses: states.map((state) => status('wamid.1', state)) }])
    expect(events.map((event) => (event.type === 'receipt' ? event.state : null))).toEqual([
      'read',
      'sent',
      'delivered',
      'read',
      'read',
    ])
    expect(events.map(({ eventId }) => eventId)).toEqual(states.map((state) => `status:wamid.1:${state}`))
    expect(events.every((event) => event.thread.key === ADA.id)).toBe(true)
  })

  it('of a failure says why: outside of the 24 hours a template is needed', async () => {
    const errors = [
      { code: 131047, title: 'Re-engagement message', error_data: { details: 'more than 24 hours' } },
    ]
    const unknown = [{ code: 131999, title: 'Something', error_data: { details: 'Try less' } }]
    const { events } = await parseValues([
      {
        statuses: [status('wamid.1', 'failed', { errors }), status('wamid.2', 'failed', { errors: unknown })],
      },
    ])
    const reasons = events.map((event) => (event.type === 'receipt' ? `${event.state}: ${event.reason}` : ''))
    expect(reasons[0]).toContain('approved template')
    expect(reasons[1]).toBe('failed: WhatsApp refused it: Try less (131999).')
  })
})
