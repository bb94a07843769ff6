import { CLOSE, type InboxEvent, type ServerFrame } from '@switchboard/shared-types/realtime/frames'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { START, step, type Effect, type Input, type Session } from './session.ts'

const EPOCH = 'one'

/** A page: its session, and what it was told, in order. */
class Page {
  session: Session = START
  readonly told: ServerFrame[] = []
  readonly sent: Effect[] = []

  take(input: Input): void {
    const { session, effects } = step(this.session, input)
    this.session = session
    for (const effect of effects) {
      if (effect.type === 'tell') this.told.push(effect.frame)
      else this.sent.push(effect)
    }
  }

  get events(): number[] {
    return this.told.flatMap((frame) => (frame.type === 'entries.changed' ? [frame.seq] : []))
  }
}

function eventAt(seq: number, epoch = EPOCH): InboxEvent {
  return { type: 'entries.changed', epoch, seq, ids: [], state: { read: true } }
}

function snapshotAt(seq: number, epoch = EPOCH): ServerFrame {
  const conversations = { unread: 0, answer: 0 }
  const counts = { unread: 0, starred: 0, subscriptions: [], conversations }
  return { type: 'snapshot', version: 1, epoch, seq, reason: 'first-visit', subscriptions: [], counts }
}

/** What the inbox answers to a hello (docs/realtime.md). */
function answer(session: Session, history: readonly number[]): ServerFrame[] {
  const head = history.at(-1) ?? 0
  const { position } = session
  if (position === null) return [snapshotAt(head), { type: 'live', epoch: EPOCH, seq: head }]
  const missed = history.filter((seq) => seq > position.seq).map((seq) => eventAt(seq))
  return [
    { type: 'resumed', version: 1, epoch: EPOCH, seq: position.seq },
    ...missed,
    { type: 'live', epoch: EPOCH, seq: head },
  ]
}

describe('a live session', () => {
  test('is told every event once and in order, wherever its connections break and whatever comes twice', () => {
    const connection = fc.record({
      missed: fc.nat(4),
      happensLive: fc.nat(5),
      breaksAfter: fc.nat(12),
      repeats: fc.boolean(),
      speaksTooSoon: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(connection, { minLength: 1, maxLength: 8 }), (connections) => {
        const page = new Page()
        const history: number[] = [7]
        let start: number | undefined
        for (const { missed, happensLive, breaksAfter, repeats, speaksTooSoon } of connections) {
          for (let i = 0; i < missed; i++) history.push((history.at(-1) ?? 0) + 1 + (i % 3))
          page.take({ type: 'opened' })
          const early = speaksTooSoon ? [eventAt(history.at(-1) ?? 0)] : []
          const greeting = answer(page.session, history)
          const live: ServerFrame[] = []
          for (let i = 0; i < happensLive; i++) {
            history.push((history.at(-1) ?? 0) + 1)
            live.push(eventAt(history.at(-1) ?? 0))
          }
          const frames = [...early, ...greeting, ...live].flatMap((frame) =>
            repeats ? [frame, frame] : [frame],
          )
          for (const frame of frames.slice(0, breaksAfter)) page.take({ type: 'frame', frame })
          start ??= page.session.position === null ? undefined : (greeting[0]?.seq ?? 0)
          page.take({ type: 'closed', code: 1006 })
        }
        page.take({ type: 'opened' })
        const last = answer(page.session, history)
        for (const frame of last) page.take({ type: 'frame', frame })
        start ??= last[0]?.seq ?? 0
        expect(page.session.phase).toBe('live')
        expect(page.events).toEqual(history.filter((seq) => seq > (start ?? 0)))
      }),
    )
  })

  test('says where it stands when it comes back', () => {
    const page = new Page()
    page.take({ type: 'opened' })
    page.take({ type: 'frame', frame: snapshotAt(3) })
    page.take({ type: 'frame', frame: eventAt(5) })
    page.take({ type: 'closed', code: CLOSE.resume })
    page.take({ type: 'opened' })
    expect(page.sent.at(-1)).toEqual({
      type: 'send',
      frame: { type: 'hello', version: 1, epoch: EPOCH, cursor: 5 },
    })
  })

  test('does not take the head of the history for what it has seen when a replay breaks off', () => {
    const page = new Page()
    page.take({ type: 'opened' })
    page.take({ type: 'frame', frame: snapshotAt(1) })
    page.take({ type: 'closed', code: 1006 })
    page.take({ type: 'opened' })
    page.take({ type: 'frame', frame: { type: 'resumed', version: 1, epoch: EPOCH, seq: 9 } })
    page.take({ type: 'frame', frame: eventAt(2) })
    page.take({ type: 'closed', code: 1006 })
    expect(page.session.position).toEqual({ epoch: EPOCH, seq: 2 })
  })

  test('starts over when the inbox began anew', () => {
    const page = new Page()
    page.take({ type: 'opened' })
    page.take({ type: 'frame', frame: snapshotAt(3) })
    page.take({ type: 'frame', frame: { type: 'live', epoch: EPOCH, seq: 3 } })
    page.take({ type: 'frame', frame: eventAt(4, 'two') })
    expect(page.session.position).toBeNull()
    expect(page.sent.at(-1)).toEqual({ type: 'reconnect' })
  })

  test('ends for good when the person is signed out or the server speaks another version', () => {
    const phaseAfter = (code: number): string => step(START, { type: 'closed', code }).session.phase
    expect([CLOSE.signedOut, CLOSE.badVersion, CLOSE.resume, 1006].map(phaseAfter)).toEqual([
      'signed-out',
      'outdated',
      'lost',
      'lost',
    ])
  })
})
