import { PING, PONG, ServerFrame } from '@switchboard/shared-types/realtime/frames'
import ReconnectingWebSocket from 'partysocket/ws'
import { START, step, type Effect, type Input, type Session } from './session.ts'

const PING_EVERY_MS = 25_000
const PONG_WITHIN_MS = 8_000
const LONGEST_WAIT_MS = 20_000

export interface Connection {
  readonly session: () => Session
  readonly subscribe: (listener: () => void) => () => void
  readonly close: () => void
}

/**
 * Keeps one live connection to the inbox and tells its frames in order.
 * @param tell gets every frame once; what was told before a break is not told again after it
 */
export function connect(url: string, tell: (frame: ServerFrame) => void): Connection {
  let session = START
  const listeners = new Set<() => void>()
  const jitter = spread()
  const socket = new ReconnectingWebSocket(jitter.before(url), [], {
    minReconnectionDelay: 300,
    maxReconnectionDelay: LONGEST_WAIT_MS / 2,
    reconnectionDelayGrowFactor: 1.7,
    connectionTimeout: 10_000,
    maxEnqueuedMessages: 0,
  })
  const heart = beat(socket)

  const take = (input: Input): void => {
    const next = step(session, input)
    session = next.session
    if (session.phase === 'live') jitter.reset()
    if (session.phase === 'signed-out' || session.phase === 'outdated') socket.close()
    for (const effect of next.effects) run(effect)
    for (const listener of listeners) listener()
  }
  const run = (effect: Effect): void => {
    if (effect.type === 'send') socket.send(JSON.stringify(effect.frame))
    else if (effect.type === 'tell') tell(effect.frame)
    else socket.reconnect()
  }

  socket.addEventListener('open', () => take({ type: 'opened' }))
  socket.addEventListener('close', (event) => {
    heart.rest()
    take({ type: 'closed', code: event.code })
  })
  socket.addEventListener('message', (event: MessageEvent<unknown>) => {
    heart.felt()
    const frame = frameOf(event.data)
    if (frame !== null) take({ type: 'frame', frame })
  })
  const comeBack = (): void => {
    if (session.phase === 'lost') socket.reconnect()
    else heart.check()
  }
  const whenSeen = (): void => {
    if (document.visibilityState === 'visible') comeBack()
  }
  globalThis.addEventListener('online', comeBack)
  document.addEventListener('visibilitychange', whenSeen)

  return {
    session: () => session,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      globalThis.removeEventListener('online', comeBack)
      document.removeEventListener('visibilitychange', whenSeen)
      heart.rest()
      socket.close()
    },
  }
}

function frameOf(data: unknown): ServerFrame | null {
  if (typeof data !== 'string' || data === PONG) return null
  const frame = ServerFrame.safeParse(JSON.parse(data))
  return frame.success ? frame.data : null
}

/**
 * PartySocket's waits grow but are the same for every page; after a restart of the house all pages would come back in
 * one moment. Full jitter on top of them spreads the pages out.
 */
function spread(): { before: (url: string) => () => Promise<string>; reset: () => void } {
  let attempt = 0
  return {
    before: (url) => async () => {
      const longest = attempt === 0 ? 0 : Math.min(LONGEST_WAIT_MS / 2, 250 * 2 ** attempt)
      attempt += 1
      await new Promise((resolve) => setTimeout(resolve, Math.random() * longest))
      return url
    },
    reset: () => {
      attempt = 1
    },
  }
}

/** Notices a connection that died without a close: a ping that nothing answers ends it. */
function beat(socket: ReconnectingWebSocket): { felt: () => void; check: () => void; rest: () => void } {
  let deadline: ReturnType<typeof setTimeout> | undefined
  let next: ReturnType<typeof setTimeout> | undefined
  const rest = (): void => {
    clearTimeout(deadline)
    clearTimeout(next)
    deadline = undefined
  }
  const check = (): void => {
    if (deadline !== undefined || socket.readyState !== socket.OPEN) return
    socket.send(PING)
    deadline = setTimeout(() => {
      rest()
      socket.reconnect()
    }, PONG_WITHIN_MS)
  }
  const felt = (): void => {
    rest()
    next = setTimeout(check, PING_EVERY_MS)
  }
  return { felt, check, rest }
}
