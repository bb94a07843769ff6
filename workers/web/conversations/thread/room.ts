import { CLOSE, PROTOCOL_VERSION } from '@switchboard/shared-types/realtime/frames'
import {
  RoomFrame,
  type RoomClientFrame,
  type RoomEvent,
} from '@switchboard/shared-types/realtime/room-frames'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { openSocket } from '../../live/socket.ts'

/** What is told of a conversation's room. */
export interface RoomEvents {
  /** Each once and in order. */
  readonly heard: (event: RoomEvent) => void
  /** What was told meanwhile is not known: load it anew. */
  readonly missed: () => void
  /** How many other devices have the conversation open. */
  readonly others: (count: number) => void
  readonly typing: () => void
}

export interface Room {
  /** Tells the person's other devices that they write here. */
  readonly type: () => void
  readonly leave: () => void
}

const TYPING_EVERY_MS = 2_500

/** Keeps a place in a conversation's room, over any number of connections. */
export function enterRoom(id: ConversationId, events: RoomEvents): Room {
  let position: { epoch: string; seq: number } | null = null
  let self = ''
  let typedAt = 0
  const take = (event: RoomEvent): void => {
    if (position?.epoch !== event.epoch) {
      position = { epoch: event.epoch, seq: event.seq }
      events.missed()
      return
    }
    if (event.seq <= position.seq) return
    position = { epoch: event.epoch, seq: event.seq }
    events.heard(event)
  }
  const hear = (frame: RoomFrame): void => {
    switch (frame.type) {
      case 'room.resumed':
        return
      case 'room.gap':
        position = { epoch: frame.epoch, seq: frame.seq }
        return events.missed()
      case 'room.live':
        self = frame.device
        return socket.settle()
      case 'room.here':
        return events.others(frame.devices.filter((device) => device !== self).length)
      case 'room.typing':
        return events.typing()
      default:
        take(frame)
    }
  }
  const socket = openSocket(`/api/conversations/${id}/live`, {
    opened: () => {
      const known = position === null ? {} : { epoch: position.epoch, cursor: position.seq }
      socket.send({ type: 'hello', version: PROTOCOL_VERSION, ...known } satisfies RoomClientFrame)
    },
    closed: (code) => {
      if (code === CLOSE.signedOut || code === CLOSE.badVersion) socket.close()
    },
    heard: (data) => {
      const frame = RoomFrame.safeParse(data)
      if (frame.success) hear(frame.data)
    },
  })
  return {
    type: () => {
      const now = Date.now()
      if (now - typedAt < TYPING_EVERY_MS) return
      typedAt = now
      socket.send({ type: 'typing' } satisfies RoomClientFrame)
    },
    leave: socket.close,
  }
}
