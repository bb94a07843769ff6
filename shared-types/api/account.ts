import * as z from 'zod'
import { PersonId } from '../ids.ts'

export const Email = z.email().max(254)
/** NIST SP 800-63B: a length, no composition rules. */
export const Password = z.string().min(10).max(256)

export const Role = z.enum(['admin', 'member'])
export type Role = z.infer<typeof Role>

export const Person = z.object({
  id: PersonId,
  name: z.string(),
  email: z.string(),
  role: Role,
  createdAt: z.iso.datetime(),
})
export type Person = z.infer<typeof Person>

export const SignUp = z.object({
  name: z.string().trim().min(1).max(100),
  email: Email,
  password: Password,
  invitation: z.string().max(100).optional(),
})
export type SignUp = z.infer<typeof SignUp>

export const SignIn = z.object({ email: Email, password: z.string().min(1).max(256) })
export type SignIn = z.infer<typeof SignIn>

export const ChangePassword = z.object({ currentPassword: z.string().min(1).max(256), newPassword: Password })
export type ChangePassword = z.infer<typeof ChangePassword>

export const ChangeEmail = z.object({ email: Email, password: z.string().min(1).max(256) })
export type ChangeEmail = z.infer<typeof ChangeEmail>

export const DeleteAccount = z.object({ password: z.string().min(1).max(256) })
export type DeleteAccount = z.infer<typeof DeleteAccount>

/** A signed-in device. */
export const SessionInfo = z.object({
  id: z.string(),
  current: z.boolean(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  ipAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
})
export type SessionInfo = z.infer<typeof SessionInfo>

export const RegistrationMode = z.enum(['open', 'invite-only', 'closed'])
export type RegistrationMode = z.infer<typeof RegistrationMode>

/** `firstRun`: nobody has an account yet, so the next sign-up becomes the admin whatever the mode. */
export const Registration = z.object({ mode: RegistrationMode, firstRun: z.boolean() })
export type Registration = z.infer<typeof Registration>
