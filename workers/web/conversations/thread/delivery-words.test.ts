import type { Delivery, DeliveryState } from '@switchboard/shared-types/api/conversations/delivery'
import { expect, test } from 'vitest'
import { deliveryWords, isWaiting, mayBeSentAgain } from './delivery-words.ts'

const NOW = Date.UTC(2026, 10, 21, 12)

function delivery(state: DeliveryState, change: Partial<Delivery> = {}): Delivery {
  return {
    state,
    at: new Date(NOW).toISOString(),
    sendsAt: null,
    reason: null,
    url: null,
    approvedBy: 'person',
    agent: null,
    ...change,
  }
}

test.each([
  [delivery('approved', { sendsAt: new Date(NOW + 7_400).toISOString() }), 'Leaves in 8 s'],
  [delivery('approved', { sendsAt: new Date(NOW - 1).toISOString() }), 'Leaves now'],
  [delivery('queued', { reason: 'Slack asks to wait.' }), 'Waits to be sent. Slack asks to wait.'],
  [delivery('sending'), 'Sending…'],
  [delivery('sent'), 'Sent'],
  [delivery('read'), 'Read'],
  [delivery('failed', { reason: 'The bot was blocked.' }), 'Not sent. The bot was blocked.'],
  [delivery('unknown', { reason: 'No answer came.' }), 'It may have arrived. No answer came.'],
])('%o reads "%s"', (given, words) => {
  expect(deliveryWords(given, NOW)).toBe(words)
})

test('only what has not left can be taken back, and only what failed or is not known be sent again', () => {
  const states = ['approved', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown'] as const
  expect(states.filter((state) => isWaiting(delivery(state)))).toEqual(['approved'])
  expect(states.filter((state) => mayBeSentAgain(delivery(state)))).toEqual(['failed', 'unknown'])
})
