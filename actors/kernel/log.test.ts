import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { probeId } from '../testing/kernel/probe.ts'
import { stubOf } from '../testing/kernel/within.ts'
import { log, reasonOf } from './log.ts'

const SECRET = 'sk-live-0123456789'
const ISO_TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const Line = z.record(z.string(), z.unknown())

function captured(level: 'info' | 'warn' | 'error') {
  const spy = vi.spyOn(console, level).mockReturnValue()
  return () => spy.mock.calls.map(([line]) => Line.parse(JSON.parse(String(line))))
}

describe('a call that breaks', () => {
  it('leaves a line in every actor on its way, all with the request and how it came there, none with a secret', async () => {
    const lines = captured('error')
    const [a, b, c] = [probeId('log-a'), probeId('log-b'), probeId('log-c')]
    const trace = { requestId: 'req_log', via: ['edge'] }
    await expect(stubOf(a).break(a, trace, [b, c], SECRET)).rejects.toThrow('broken as asked')
    expect(lines()).toEqual(
      [
        [c, 'edge>inbox>inbox'],
        [b, 'edge>inbox'],
        [a, 'edge'],
      ].map(([id, via]) => ({
        time: expect.stringMatching(ISO_TIME) as unknown,
        level: 'error',
        message: 'call failed',
        requestId: 'req_log',
        via,
        actor: 'inbox',
        id,
        reason: 'broken as asked',
      })),
    )
    expect(JSON.stringify(lines())).not.toContain(SECRET)
  })
})

describe('a log line', () => {
  it('is one line of JSON, whatever is in it', () => {
    const spy = vi.spyOn(console, 'warn').mockReturnValue()
    log(
      'warn',
      'line\nbreak',
      { requestId: 'req_1', via: ['edge', 'feed'] },
      { text: '"quoted"\u2028', n: 1, no: undefined },
    )
    expect(spy.mock.calls).toHaveLength(1)
    const line = String(spy.mock.calls[0]?.[0])
    expect(line).not.toContain('\n')
    expect(JSON.parse(line)).toEqual({
      time: expect.stringMatching(ISO_TIME) as unknown,
      level: 'warn',
      message: 'line\nbreak',
      requestId: 'req_1',
      via: 'edge>feed',
      text: '"quoted"\u2028',
      n: 1,
    })
  })

  it('keeps 500 characters of what was thrown', () => {
    expect(reasonOf(new Error('x'.repeat(600)))).toBe('x'.repeat(500))
    expect(reasonOf('text')).toBe('text')
    expect(reasonOf(undefined)).toBe('undefined')
  })
})
