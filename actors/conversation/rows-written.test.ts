import { describe, expect, it } from 'vitest'
import { edited, said, saidBetween } from './testing/events.ts'
import { rowsWritten } from './testing/rows-written.ts'
import { Talk } from './testing/talk.ts'

/** A conversation that has told its inbox everything and expects to be analysed. */
async function quiet(): Promise<Talk> {
  const talk = await Talk.open(null)
  await talk.bring(...saidBetween(1, 3))
  await talk.pass(1_000)
  return talk
}

describe('rows written', () => {
  it('are three for each message of a batch: the message, its id, its text with the index', async () => {
    const talk = await quiet()
    await talk.bring(said(4))
    const rows = await rowsWritten(talk, () => talk.bring(...saidBetween(5, 104)))
    expect(rows).toBeLessThanOrEqual(3 * 100 + 4)
  })

  it('are three more for a lone message: the conversation, its author, what the inbox is told', async () => {
    const talk = await quiet()
    expect(await rowsWritten(talk, () => talk.bring(said(4)))).toBeLessThanOrEqual(3 + 3)
  })

  it('are none for what was heard before', async () => {
    const talk = await quiet()
    await talk.bring(edited(2, 'Changed'))
    const again = () => talk.bring(...saidBetween(1, 3), edited(2, 'Changed'))
    expect(await rowsWritten(talk, again)).toBe(0)
  })
})
