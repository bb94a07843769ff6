import {
  CLOSE,
  PROTOCOL_VERSION,
  type ClientFrame,
  type InboxEvent,
  type ServerFrame,
} from '@switchboard/shared-types/realtime/frames'

/** How far this page has followed the inbox. */
export interface Position {
  readonly epoch: string
  readonly seq: number
}

/** `greeting` and `replaying` end in `live`; `lost` comes back by itself, the last two do not. */
export type Phase = 'connecting' | 'greeting' | 'replaying' | 'live' | 'lost' | 'signed-out' | 'outdated'

export interface Session {
  readonly phase: Phase
  readonly position: Position | null
}

export type Input =
  | { readonly type: 'opened' }
  | { readonly type: 'closed'; readonly code: number }
  | { readonly type: 'frame'; readonly frame: ServerFrame }

/** What the page does about an input. */
export type Effect =
  | { readonly type: 'send'; readonly frame: ClientFrame }
  | { readonly type: 'tell'; readonly frame: ServerFrame }
  | { readonly type: 'reconnect' }

export interface Step {
  readonly session: Session
  readonly effects: readonly Effect[]
}

export const START: Session = { phase: 'connecting', position: null }

/**
 * One step of the live connection (docs/realtime.md): every event of the inbox is told once and in order, over any
 * number of connections. An event that has been told is dropped; one of another epoch starts over.
 */
export function step(session: Session, input: Input): Step {
  switch (input.type) {
    case 'opened':
      return { session: { ...session, phase: 'greeting' }, effects: [hello(session.position)] }
    case 'closed':
      return { session: afterClose(session, input.code), effects: [] }
    case 'frame':
      return afterFrame(session, input.frame)
  }
}

function hello(position: Position | null): Effect {
  const known = position === null ? {} : { epoch: position.epoch, cursor: position.seq }
  return { type: 'send', frame: { type: 'hello', version: PROTOCOL_VERSION, ...known } }
}

function afterClose(session: Session, code: number): Session {
  switch (code) {
    case CLOSE.signedOut:
      return { phase: 'signed-out', position: null }
    case CLOSE.badVersion:
    case CLOSE.badFrame:
      return { phase: 'outdated', position: null }
    default:
      return { ...session, phase: 'lost' }
  }
}

function afterFrame(session: Session, frame: ServerFrame): Step {
  switch (frame.type) {
    case 'snapshot':
      return told({ phase: 'replaying', position: placeOf(frame) }, frame)
    case 'resumed':
      return session.position?.epoch === frame.epoch
        ? told({ ...session, phase: 'replaying' }, frame)
        : startOver()
    case 'live':
      return isGreeted(session)
        ? told({ phase: 'live', position: later(session, frame) }, frame)
        : stay(session)
    case 'counts':
    case 'import':
      return told(session, frame)
    default:
      return afterEvent(session, frame)
  }
}

function afterEvent(session: Session, event: InboxEvent): Step {
  // Before the greeting is answered the missed events are still to come: to follow this one would skip them.
  if (!isGreeted(session) || session.position === null) return stay(session)
  if (event.epoch !== session.position.epoch) return startOver()
  if (event.seq <= session.position.seq) return stay(session)
  return told({ ...session, position: placeOf(event) }, event)
}

function isGreeted(session: Session): boolean {
  return session.phase === 'replaying' || session.phase === 'live'
}

function placeOf(frame: Position): Position {
  return { epoch: frame.epoch, seq: frame.seq }
}

/** The end of the replay never leads back behind an event that was told. */
function later(session: Session, frame: Position): Position {
  return { epoch: frame.epoch, seq: Math.max(frame.seq, session.position?.seq ?? 0) }
}

function told(session: Session, frame: ServerFrame): Step {
  return { session, effects: [{ type: 'tell', frame }] }
}

function stay(session: Session): Step {
  return { session, effects: [] }
}

function startOver(): Step {
  return { session: START, effects: [{ type: 'reconnect' }] }
}
