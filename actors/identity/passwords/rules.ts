import { Password } from '@switchboard/shared-types/api/account'
import { err } from '@switchboard/shared-types/result'

/** Among the most used of ten characters and more in published leaks. */
const COMMON = new Set([
  '1234567890',
  '0123456789',
  '0987654321',
  '1q2w3e4r5t',
  '1q2w3e4r5t6y',
  '123456789a',
  '12345678910',
  '123123123123',
  'qwertyuiop',
  'qwerty12345',
  'qwerty123456',
  'password12',
  'password123',
  'password1234',
  'passw0rd123',
  'iloveyou123',
  'administrator',
  'letmein123',
  'welcome123',
  'changeme123',
])

/**
 * NIST SP 800-63B section 5.1.1.2: long enough, not among the common ones, not the person's own name; no rules of
 * composition.
 * @returns the failure to answer with, null for a password that will do
 */
export function refuseWeakPassword(password: string, owner: { name: string; email: string }) {
  if (!Password.safeParse(password).success) {
    return err('auth.weak_password', 'The password must have between 10 and 256 characters.')
  }
  const text = password.toLowerCase()
  const known = [owner.email, owner.name, owner.email.split('@')[0]].map((word) => word?.toLowerCase())
  if (COMMON.has(text) || known.includes(text) || new Set(text).size < 3) {
    return err('auth.weak_password', 'This password is among the first that a stranger would try.')
  }
  return null
}
