import { describe, expect, it } from 'vitest'
import { codeOf, House, PASSWORD, valueOf } from './testing/house.ts'

describe('an account', () => {
  it('is made, left and entered again', async () => {
    const house = new House('entered')
    expect(await house.actor.registration(house.id, house.trace)).toEqual({ mode: 'open', firstRun: true })
    const first = valueOf(await house.signUp('ada'))
    expect(first.person).toMatchObject({ name: 'ada', email: 'ada@example.com', role: 'admin' })
    expect(first.person.id).toMatch(/^per_[0-9A-HJKMNP-TV-Z]{26}$/)
    expect(first.sessionId).toMatch(/^ses_[0-9A-HJKMNP-TV-Z]{26}$/)
    expect(valueOf(await house.session(first.sessionToken))).toEqual(first)

    valueOf(await house.actor.signOut(house.id, house.trace, first.sessionToken))
    expect(codeOf(await house.session(first.sessionToken))).toBe('auth.required')

    const again = valueOf(await house.signIn('ada', { email: ' ADA@Example.com' }))
    expect(again.person).toEqual(first.person)
    expect(again.sessionId).not.toBe(first.sessionId)
    expect(codeOf(await house.signIn('ada', { password: `${PASSWORD}?` }))).toBe('auth.invalid_credentials')
  })
})
