import * as z from 'zod'

const Sending = z.discriminatedUnion('by', [
  z.object({ by: z.literal('binding') }),
  z.object({ by: z.literal('resend'), apiKey: z.string(), baseUrl: z.string() }),
  z.object({ by: z.literal('webhook'), url: z.string(), secret: z.string() }),
  z.object({ by: z.literal('nothing') }),
])

export const EmailSecrets = z.object({
  sending: Sending,
  /** Signs what a self-hoster's server hands over. */
  hookSecret: z.string(),
  /** Signs reply addresses. */
  replyKey: z.string(),
})
export type EmailSecrets = z.infer<typeof EmailSecrets>

export const EmailState = z.object({
  /** Lower-case: what answers come from. */
  address: z.string(),
  sending: z.enum(['binding', 'resend', 'webhook', 'nothing']),
  /** Mail to `local+anything@domain` arrives too. */
  subAddresses: z.boolean(),
})
export type EmailState = z.infer<typeof EmailState>
