import { describe, expect, it } from 'vitest'
import { messageIdsIn, ownMessageId, relatedIds } from './message-ids.ts'

describe('message ids', () => {
  it('are found whatever stands between them', () => {
    expect(messageIdsIn('<a@b>,<c@d>')).toEqual(['<a@b>', '<c@d>'])
    expect(messageIdsIn('(Re) <e@f> "x"')).toEqual(['<e@f>'])
    expect(messageIdsIn('<a@\r\n b>')).toEqual(['<a@b>'])
    expect(messageIdsIn('Your message of Monday')).toEqual([])
    expect(messageIdsIn(undefined)).toEqual([])
  })

  it('that no known software writes are none', () => {
    expect(messageIdsIn(`<${'x'.repeat(500)}@a> <> < >`)).toEqual([])
  })

  it('of a mail itself may lack their brackets', () => {
    expect(ownMessageId('abc@example.com')).toBe('<abc@example.com>')
    expect(ownMessageId('no id')).toBeNull()
    expect(ownMessageId(undefined)).toBeNull()
  })

  it('that a mail answers come nearest first, each once, and never its own', () => {
    expect(relatedIds('<c@x>', '<a@x> <b@x> <c@x> <own@x>', '<own@x>')).toEqual(['<c@x>', '<b@x>', '<a@x>'])
  })

  it('are bounded, and the one that begins the thread is among them', () => {
    const references = Array.from({ length: 2_000 }, (_, index) => `<${index}@x>`).join(' ')
    const related = relatedIds(undefined, references, '<own@x>')
    expect(related.length).toBe(50)
    expect([related[0], related.at(-1)]).toEqual(['<1999@x>', '<0@x>'])
  })
})
