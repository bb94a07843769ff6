import { ServerFrame } from '@switchboard/shared-types/realtime/frames'
import { START, step, type Effect, type Input, type Session } from './session.ts'
import { openSocket } from './socket.ts'

export interface Connection {
  readonly session: () => Session
  readonly subscribe: (listener: () => void) => () => void
  readonly close: () => void
}

/**
 * Keeps one live connection to the inbox and tells its frames in order.
 * @param tell gets every frame once; what was told before a break is not told again after it
 */
export function connect(tell: (frame: ServerFrame) => void): Connection {
  let session = START
  const listeners = new Set<() => void>()

  const take = (input: Input): void => {
    const next = step(session, input)
    session = next.session
    if (session.phase === 'live') socket.settle()
    if (session.phase === 'signed-out' || session.phase === 'outdated') socket.close()
    for (const effect of next.effects) run(effect)
    for (const listener of listeners) listener()
  }
  const run = (effect: Effect): void => {
    if (effect.type === 'send') socket.send(effect.frame)
    else if (effect.type === 'tell') tell(effect.frame)
    else socket.reconnect()
  }
  const socket = openSocket('/api/live', {
    opened: () => take({ type: 'opened' }),
    closed: (code) => take({ type: 'closed', code }),
    heard: (data) => {
      const frame = ServerFrame.safeParse(data)
      if (frame.success) take({ type: 'frame', frame: frame.data })
    },
  })

  return {
    session: () => session,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: socket.close,
  }
}
