import * as z from 'zod'
import type { Account, Credentials } from '../kind.ts'

export const WhatsAppSecrets = z.object({
  accessToken: z.string(),
  /** Signs what Meta sends. */
  appSecret: z.string(),
  /** Ours: Meta shows it when it verifies the hook's address. */
  verifyToken: z.string(),
})
export type WhatsAppSecrets = z.infer<typeof WhatsAppSecrets>

export const WhatsAppState = z.object({
  baseUrl: z.string(),
  phoneNumberId: z.string(),
  /** As people see it; null where Meta does not say. */
  number: z.string().nullable(),
  name: z.string().nullable(),
})
export type WhatsAppState = z.infer<typeof WhatsAppState>

export type WhatsAppAccount = Account<WhatsAppSecrets, WhatsAppState>
export type WhatsAppCredentials = Credentials<WhatsAppSecrets, WhatsAppState>
