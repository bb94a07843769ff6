import * as z from 'zod'
import { Analysis } from '../api/conversations/analysis.ts'
import { Conversation } from '../api/conversations/conversation.ts'
import { Delivery } from '../api/conversations/delivery.ts'
import { Draft } from '../api/conversations/draft.ts'
import { Message } from '../api/conversations/message.ts'
import { DraftId, MessageId } from '../ids.ts'
import { Hello } from './frames.ts'

/** Somebody writes on this device. It is told to the person's other devices and kept nowhere. */
export const Typing = z.object({ type: z.literal('typing') })
export const RoomClientFrame = z.discriminatedUnion('type', [Hello, Typing])
export type RoomClientFrame = z.infer<typeof RoomClientFrame>

/** Where in what the room has told a frame stands; a new `epoch` begins a new count. */
const Position = z.object({ epoch: z.string(), seq: z.number().int().nonnegative() })

export const MessageAdded = Position.extend({ type: z.literal('message.added'), message: Message })
export const MessageChanged = Position.extend({ type: z.literal('message.changed'), message: Message })
/** They went to another conversation. A deletion is a change: the message stays as a tombstone. */
export const MessagesRemoved = Position.extend({
  type: z.literal('messages.removed'),
  ids: z.array(MessageId),
})
export const DraftChanged = Position.extend({ type: z.literal('draft.changed'), draft: Draft })
export const DraftRemoved = Position.extend({ type: z.literal('draft.removed'), id: DraftId })
export const DeliveryChanged = Position.extend({
  type: z.literal('delivery.changed'),
  id: MessageId,
  delivery: Delivery,
})
export const AnalysisChanged = Position.extend({ type: z.literal('analysis.changed'), analysis: Analysis })
export const ConversationChanged = Position.extend({
  type: z.literal('conversation.changed'),
  conversation: Conversation.pick({ title: true, threads: true, mergedInto: true }),
})

/** What is replayed to a device that comes back soon. */
export const RoomEvent = z.discriminatedUnion('type', [
  MessageAdded,
  MessageChanged,
  MessagesRemoved,
  DraftChanged,
  DraftRemoved,
  DeliveryChanged,
  AnalysisChanged,
  ConversationChanged,
])
export type RoomEvent = z.infer<typeof RoomEvent>

/** Answer to hello when the room still knows what was missed: that follows, then `room.live`. */
export const RoomResumed = Position.extend({ type: z.literal('room.resumed'), version: z.number().int() })
/** Answer to hello otherwise: load the conversation and its newest messages through the API. */
export const RoomGap = Position.extend({
  type: z.literal('room.gap'),
  version: z.number().int(),
  reason: z.enum(['first-visit', 'forgotten']),
})
/** What follows happens now. `device` names the one that is greeted, as the others are told of it. */
export const RoomLive = Position.extend({ type: z.literal('room.live'), device: z.string() })
/** The devices that have the conversation open. */
export const RoomHere = Position.extend({ type: z.literal('room.here'), devices: z.array(z.string()) })
/** Somebody writes on another device, now. */
export const RoomTyping = Position.extend({ type: z.literal('room.typing'), device: z.string() })

export const RoomFrame = z.discriminatedUnion('type', [
  ...RoomEvent.options,
  RoomResumed,
  RoomGap,
  RoomLive,
  RoomHere,
  RoomTyping,
])
export type RoomFrame = z.infer<typeof RoomFrame>

type WithoutPosition<T> = T extends unknown ? Omit<T, 'epoch' | 'seq'> : never

/** An event before the room has given it its place. */
export type RoomChange = WithoutPosition<RoomEvent>
