import type { RuleDraft } from '@switchboard/shared-types/api/rules'
import { expect, test } from 'vitest'
import { EMPTY_FORM, formOf, ruleOf } from './rule-form.ts'

const rule: RuleDraft = {
  name: 'Invoices',
  enabled: true,
  stop: true,
  when: {
    channels: ['chn_01J00000000000000000000000'],
    people: ['*@bank.example', 'Kari'],
    words: ['invoice', 'past due'],
    categories: ['finance'],
    priorities: ['high', 'urgent'],
    answerExpected: true,
  },
  actions: [
    { type: 'label', label: 'money' },
    { type: 'label', label: 'to pay' },
    { type: 'priority', priority: 'urgent' },
    { type: 'archive' },
    { type: 'mute' },
    { type: 'notify' },
    { type: 'assign', to: 'per_01J00000000000000000000000' },
    { type: 'draft', wish: 'Thank them', useTone: true },
    { type: 'forward', to: 'cnv_01J00000000000000000000000' },
  ],
}

test('a rule comes out of its form as it went in', () => {
  expect(ruleOf(formOf(rule))).toEqual({ rule })
})

test('a rule about nothing, one that does nothing and one without a name are told in a sentence', () => {
  expect(ruleOf({ ...EMPTY_FORM, name: 'a', archives: true })).toEqual({
    problem: 'Say which messages it is about: one part is enough.',
  })
  expect(ruleOf({ ...EMPTY_FORM, name: 'a', words: 'x' })).toEqual({
    problem: 'Say what is to be done with them.',
  })
  expect(ruleOf({ ...EMPTY_FORM, words: 'x', archives: true })).toHaveProperty('problem')
})
