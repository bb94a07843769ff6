import * as z from 'zod'
import { ChannelId, ConversationId, PermissionId, PersonId, RuleId } from '../ids.ts'
import { Category, Priority } from './conversations/analysis.ts'

const Words = z.array(z.string().trim().min(1).max(200)).min(1).max(20)

/**
 * What an item must be like; all parts that are named must hold. Written over traits that messages and entries share,
 * so that one engine reads both.
 */
export const RuleCondition = z
  .object({
    channels: z.array(ChannelId).min(1).max(20),
    /** Names, handles or addresses of who wrote it; `*` stands for any characters. */
    people: Words,
    /** Any of these words or phrases, whatever their case. */
    words: Words,
    categories: z.array(Category).min(1),
    priorities: z.array(Priority).min(1),
    /** Only where an answer is expected. */
    answerExpected: z.boolean(),
  })
  .partial()
  .refine((condition) => Object.keys(condition).length > 0, 'an empty condition matches everything')
export type RuleCondition = z.infer<typeof RuleCondition>

export const RuleAction = z.discriminatedUnion('type', [
  z.object({ type: z.literal('label'), label: z.string().trim().min(1).max(50) }),
  z.object({ type: z.literal('priority'), priority: Priority }),
  z.object({ type: z.literal('archive') }),
  z.object({ type: z.literal('mute') }),
  z.object({ type: z.literal('notify') }),
  /** To a member of the inbox, where nobody has the conversation yet. */
  z.object({ type: z.literal('assign'), to: PersonId }),
  /** Has a model draft an answer, which waits for approval; in the person's own tone only where they want that. */
  z.object({
    type: z.literal('draft'),
    wish: z.string().trim().max(2_000).optional(),
    useTone: z.boolean().optional(),
  }),
  /** Sends the text on to a thread of a channel: only under a standing permission for that channel. */
  z.object({ type: z.literal('forward'), to: ConversationId }),
])
export type RuleAction = z.infer<typeof RuleAction>

export const RuleDraft = z.object({
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean().default(true),
  when: RuleCondition,
  actions: z.array(RuleAction).min(1).max(10),
  /** No later rule is asked once this one has matched. */
  stop: z.boolean().default(false),
})
export type RuleDraft = z.infer<typeof RuleDraft>

export const Rule = RuleDraft.extend({
  id: RuleId,
  matched: z.number().int(),
  lastMatchedAt: z.iso.datetime().nullable(),
})
export type Rule = z.infer<typeof Rule>

/** All rules in their order; a draft with an id keeps it and its counts. */
export const SetRules = z.object({ rules: z.array(RuleDraft.extend({ id: RuleId.optional() })).max(100) })
export type SetRules = z.infer<typeof SetRules>

/** What a rule would have done to the newest messages. Nothing is changed. */
export const RuleDryRun = z.object({
  looked: z.number().int(),
  matches: z.array(
    z.object({
      conversationId: ConversationId,
      title: z.string(),
      author: z.string(),
      snippet: z.string(),
      at: z.iso.datetime(),
      /** Which parts of the condition held, in words. */
      because: z.array(z.string()),
      does: z.array(z.string()),
    }),
  ),
})
export type RuleDryRun = z.infer<typeof RuleDryRun>

/** Lets rules send to a channel without asking each time. */
export const Permission = z.object({
  id: PermissionId,
  channelId: ChannelId,
  grantedAt: z.iso.datetime(),
  used: z.number().int(),
  lastUsedAt: z.iso.datetime().nullable(),
})
export type Permission = z.infer<typeof Permission>

/** One use of a standing permission: what left, and why. */
export const PermissionUse = z.object({
  permissionId: PermissionId,
  channelId: ChannelId,
  at: z.iso.datetime(),
  rule: z.string(),
  conversationId: ConversationId,
  text: z.string(),
})
export type PermissionUse = z.infer<typeof PermissionUse>
