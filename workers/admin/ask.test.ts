import { describe, expect, it, vi } from 'vitest'
import { err, ok } from '@switchboard/shared-types/result'
import { startTrace } from '@switchboard/shared-types/trace'
import { ask } from './ask.ts'

const trace = startTrace('test')

/** What was logged as an error since. */
function errorLog() {
  return vi.spyOn(console, 'error').mockImplementation(() => {})
}

describe('asking an actor', () => {
  it('passes on what it answers', async () => {
    expect(await ask(trace, 'feed_1', async () => ok(7))).toEqual({ ok: true, value: 7 })
    const refused = err('feed.unknown', 'There is no such feed.', { feed: 'feed_1' })
    expect(await ask(trace, 'feed_1', async () => refused)).toEqual(refused)
  })

  it('answers for an actor that throws, and logs why without telling', async () => {
    const logged = errorLog()
    const answer = await ask(trace, 'feed_1', async () => {
      throw new Error('no such table: secrets')
    })
    expect(answer).toMatchObject({ ok: false, error: { code: 'actor.unavailable' } })
    expect(JSON.stringify(answer)).not.toContain('secrets')
    expect(logged).toHaveBeenCalledWith(expect.stringContaining('no such table: secrets'))
  })

  it('answers for an actor that is silent', async () => {
    errorLog()
    const answer = await ask(trace, 'feed_1', () => new Promise<never>(() => {}), 20)
    expect(answer).toMatchObject({ ok: false, error: { code: 'actor.unavailable' } })
  })

  it('does not pass on a code that the public does not know', async () => {
    errorLog()
    const answer = await ask(trace, 'feed_1', async () => err('toString', 'inner matters'))
    expect(answer).toEqual(err('internal', 'Something went wrong.'))
  })
})
