import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canResend, canUndo, hearReceipt, hearReport, release } from './state.ts'
import type { Progress } from './state.ts'

const STATES = ['approved', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown'] as const
const REPORTED = ['queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown'] as const
const RECEIPTS = ['sent', 'delivered', 'read', 'failed'] as const
const CONFIRMED = ['sent', 'delivered', 'read']

const progress = fc.record({ state: fc.constantFrom(...STATES), step: fc.nat(20) })
const report = fc.record({ state: fc.constantFrom(...REPORTED), step: fc.integer({ min: 1, max: 20 }) })
const receipt = fc.record({ state: fc.constantFrom(...RECEIPTS) })

function hearAll(reports: readonly { state: (typeof REPORTED)[number]; step: number }[]): Progress {
  return reports.reduce<Progress>((before, heard) => hearReport(before, heard) ?? before, {
    state: 'queued',
    step: 0,
  })
}

describe('the state of a delivery', () => {
  it('never goes back from what the platform has confirmed, but for a message that bounces', () => {
    fc.assert(
      fc.property(progress, fc.oneof(report, receipt), (before, heard) => {
        const after = 'step' in heard ? hearReport(before, heard) : hearReceipt(before, heard)
        if (after === null || !CONFIRMED.includes(before.state)) return
        const bounced = before.state === 'sent' && after.state === 'failed'
        expect(bounced || CONFIRMED.indexOf(after.state) > CONFIRMED.indexOf(before.state)).toBe(true)
      }),
    )
  })

  it('is not touched by a report that came before, came twice, or comes before the message has left', () => {
    fc.assert(
      fc.property(progress, report, (before, heard) => {
        const late = { ...heard, step: Math.min(heard.step, before.step) }
        expect(hearReport(before, late)).toBeNull()
        expect(hearReport({ ...before, state: 'approved' }, heard)).toBeNull()
        const after = hearReport(before, heard)
        if (after !== null) expect(hearReport(after, heard)).toBeNull()
      }),
    )
  })

  it('is the newest report’s in the end, in whatever order and however often reports come, once none is missing', () => {
    // As a channel reports: a message waits and is tried for a while, then comes to one end.
    const tries = fc.array(fc.constantFrom('queued' as const, 'sending' as const), { maxLength: 6 })
    const end = fc.constantFrom('sent' as const, 'failed' as const, 'unknown' as const)
    const told = fc
      .tuple(tries, end)
      .map(([before, last]) => [...before, last].map((state, index) => ({ state, step: index + 1 })))
    const shuffled = told.chain((reports) =>
      fc.tuple(
        fc.constant(reports),
        fc.shuffledSubarray([...reports, ...reports], { minLength: reports.length * 2 }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([reports, heard]) => {
        expect(hearAll(heard).state).toBe(reports.at(-1)?.state)
      }),
    )
  })

  it('takes a late confirmation for what it is where the outcome was not known or was given up', () => {
    for (const state of ['unknown', 'failed', 'queued', 'sending'] as const)
      expect(hearReceipt({ state, step: 4 }, { state: 'delivered' })).toEqual({ state: 'delivered', step: 4 })
  })

  it('lets a message leave once, be undone only before, and be sent again only where it may not have arrived', () => {
    fc.assert(
      fc.property(progress, (before) => {
        const left = release(before)
        expect(left !== null).toBe(before.state === 'approved')
        if (left !== null) expect([release(left), canUndo(left)]).toEqual([null, false])
        expect(canUndo(before)).toBe(before.state === 'approved')
        expect(canResend(before)).toBe(before.state === 'failed' || before.state === 'unknown')
      }),
    )
  })
})
