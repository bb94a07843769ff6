import * as z from 'zod'

/** `secret` signs what comes in and what goes out. */
export const WebhookSecrets = z.object({ secret: z.string() })
export type WebhookSecrets = z.infer<typeof WebhookSecrets>

/** `sendUrl` null: the channel only listens. */
export const WebhookState = z.object({ sendUrl: z.string().nullable() })
export type WebhookState = z.infer<typeof WebhookState>
