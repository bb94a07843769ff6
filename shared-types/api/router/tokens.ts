import * as z from 'zod'
import { TokenId } from '../../ids.ts'

/** What an agent may do with its token: make model calls, read the inbox, change it, send answers. */
export const TokenScope = z.enum(['models', 'inbox.read', 'inbox.act', 'send'])
export type TokenScope = z.infer<typeof TokenScope>

const TokenName = z.string().trim().min(1).max(60)
/** How long prompts and answers of a token are kept, in days; null: they are not stored at all. */
const ContentDays = z.number().int().min(1).max(90).nullable()

export const AgentToken = z.object({
  id: TokenId,
  name: TokenName,
  scopes: z.array(TokenScope),
  /** The last characters of the secret, to tell tokens apart. */
  hint: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  /** To within a minute. */
  lastUsedAt: z.iso.datetime().nullable(),
  contentDays: ContentDays,
})
export type AgentToken = z.infer<typeof AgentToken>

const TokenSettings = z.object({
  name: TokenName,
  scopes: z.array(TokenScope).min(1),
  expiresAt: z.iso.datetime().nullable(),
  contentDays: ContentDays,
})

export const CreateToken = TokenSettings.extend({
  scopes: TokenSettings.shape.scopes.default(['models']),
  expiresAt: TokenSettings.shape.expiresAt.default(null),
  contentDays: ContentDays.default(null),
})
export type CreateToken = z.infer<typeof CreateToken>

/** The one time that the secret itself is told. */
export const CreatedToken = AgentToken.extend({ token: z.string() })
export type CreatedToken = z.infer<typeof CreatedToken>

/** What is not named stays as it is. */
export const UpdateToken = TokenSettings.partial()
export type UpdateToken = z.infer<typeof UpdateToken>
