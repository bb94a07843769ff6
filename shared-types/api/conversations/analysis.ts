import * as z from 'zod'
import { MessageId } from '../../ids.ts'

export const Priority = z.enum(['urgent', 'high', 'normal', 'low'])
export type Priority = z.infer<typeof Priority>

export const Category = z.enum([
  'personal',
  'work',
  'support',
  'sales',
  'finance',
  'travel',
  'social',
  'newsletter',
  'notification',
  'spam',
  'other',
])
export type Category = z.infer<typeof Category>

/** The person whose inbox it is, where an analysis says from whom an answer is expected. */
export const SELF = 'self'

/** What was understood of a conversation, and by whom. */
export const Analysis = z.object({
  /** Of the schema; a stored analysis of an older one is made anew. */
  version: z.literal(1),
  by: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('model'), model: z.string() }),
    /** Extracts and keywords, and why no model was asked. */
    z.object({ kind: z.literal('builtin'), reason: z.string() }),
  ]),
  at: z.iso.datetime(),
  /** The last message that it takes in. */
  upTo: MessageId,
  category: Category,
  priority: Priority,
  priorityReason: z.string().max(300),
  /** Grows with the talk. */
  summary: z.string().max(4_000),
  /** BCP 47; `und` where it can not be told. */
  language: z.string().max(35),
  openQuestions: z.array(z.string().max(300)).max(20),
  dates: z.array(z.object({ what: z.string().max(300), when: z.string().max(100) })).max(20),
  commitments: z.array(z.object({ who: z.string().max(200), what: z.string().max(300) })).max(20),
  /** From whom by name; {@link SELF}: from the person. */
  answerExpected: z.object({ expected: z.boolean(), from: z.string().max(200).nullable() }),
})
export type Analysis = z.infer<typeof Analysis>
