import { expect, it } from 'vitest'
import { SignUp } from '@switchboard/shared-types/api/account'
import { ApiFailure } from './errors.ts'
import { refuse } from './refuse.ts'

function refusalOf(input: unknown): ApiFailure | null {
  const read = SignUp.safeParse(input)
  try {
    refuse(read.success ? { success: true } : { success: false, error: read.error.issues })
    return null
  } catch (thrown) {
    if (thrown instanceof ApiFailure) return thrown
    throw thrown
  }
}

it('lets through what fits', () => {
  expect(refusalOf({ name: 'Ann', email: 'ann@example.org', password: 'long enough, surely' })).toBeNull()
})

it('names every field that does not fit, and the first of them in the message', () => {
  const failure = refusalOf({ name: '', email: 'nobody', password: 'long enough, surely' })
  expect(failure?.code).toBe('request.invalid')
  expect(failure?.details).toMatchObject({ issues: [{ path: 'name' }, { path: 'email' }] })
  expect(failure?.message).toMatch(/^name: /)
})

it('says what is wrong with a body that is no object at all', () => {
  expect(refusalOf(null)?.details).toMatchObject({ issues: [{ path: '' }] })
})

it('does not repeat a secret that was sent', () => {
  const failure = refusalOf({ name: 'Ann', email: 'ann@example.org', password: 'hunter2' })
  expect(JSON.stringify([failure?.message, failure?.details])).not.toContain('hunter2')
})
