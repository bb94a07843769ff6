import { PING, PONG } from '@switchboard/shared-types/realtime/frames'
import ReconnectingWebSocket from 'partysocket/ws'
import { inInbox } from '../app/inbox.ts'

const PING_EVERY_MS = 25_000
const PONG_WITHIN_MS = 8_000
const LONGEST_WAIT_MS = 20_000

/** What is told of a socket, in order. */
export interface SocketEvents {
  readonly opened: () => void
  /** @param code of RFC 6455 or of our own; it comes back by itself unless it is closed */
  readonly closed: (code: number) => void
  /** A frame of the house, parsed but not checked. */
  readonly heard: (frame: unknown) => void
}

export interface Socket {
  readonly send: (frame: object) => void
  readonly reconnect: () => void
  /** All works: the next break begins with short waits again. */
  readonly settle: () => void
  /** Ends it for good. */
  readonly close: () => void
}

/** Keeps a WebSocket to the house open: comes back after breaks, and notices a line that died without a close. */
export function openSocket(path: string, events: SocketEvents): Socket {
  const jitter = spread()
  const socket = new ReconnectingWebSocket(jitter.before(addressOf(path)), [], {
    minReconnectionDelay: 300,
    maxReconnectionDelay: LONGEST_WAIT_MS / 2,
    reconnectionDelayGrowFactor: 1.7,
    connectionTimeout: 10_000,
    maxEnqueuedMessages: 0,
  })
  const heart = beat(socket)
  let isLost = false
  socket.addEventListener('open', () => {
    isLost = false
    events.opened()
  })
  socket.addEventListener('close', (event) => {
    isLost = true
    heart.rest()
    events.closed(event.code)
  })
  socket.addEventListener('message', (event: MessageEvent<unknown>) => {
    heart.felt()
    if (typeof event.data === 'string' && event.data !== PONG) events.heard(JSON.parse(event.data))
  })
  const wake = (): void => {
    if (!isLost) return heart.check()
    // Somebody waits for this page alone: it is no part of a crowd that comes back at once.
    jitter.reset()
    socket.reconnect()
  }
  const whenSeen = (): void => {
    if (document.visibilityState === 'visible') wake()
  }
  globalThis.addEventListener('online', wake)
  document.addEventListener('visibilitychange', whenSeen)
  return {
    send: (frame) => socket.send(JSON.stringify(frame)),
    reconnect: () => socket.reconnect(),
    settle: jitter.reset,
    close: () => {
      globalThis.removeEventListener('online', wake)
      document.removeEventListener('visibilitychange', whenSeen)
      heart.rest()
      socket.close()
    },
  }
}

function addressOf(path: string): string {
  const address = new URL(inInbox(path), globalThis.location.href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  return address.href
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

/** A ping that nothing answers ends a connection. */
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
