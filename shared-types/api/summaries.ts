import * as z from 'zod'

/** An entry in a few sentences. */
export const Summary = z.object({
  /** Plain text. */
  text: z.string(),
  /** `extract`: sentences of the entry itself, chosen without a model. */
  by: z.enum(['model', 'extract']),
  /** As its provider calls it; null for an extract. */
  model: z.string().nullable(),
  /** Why no model wrote it, in one sentence; null where one did. */
  reason: z.string().nullable(),
  at: z.iso.datetime(),
})
export type Summary = z.infer<typeof Summary>
