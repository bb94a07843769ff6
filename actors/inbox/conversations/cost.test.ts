import { describe, expect, it } from 'vitest'
import { arrivedAt, newTalk, snapshotOf, tell, triage } from '../testing/conversations.ts'
import { evict, newInboxId } from '../testing/house.ts'
import { rowsWritten } from '../testing/rows-written.ts'

describe('rows written', () => {
  it('are three for a snapshot with a message: the conversation, its texts, and the history', async () => {
    const [id, talk] = [newInboxId(), newTalk()]
    await tell(id, snapshotOf(talk, 1, { arrived: [arrivedAt(talk, 1)] }))
    const second = snapshotOf(talk, 2, { arrived: [arrivedAt(talk, 2), arrivedAt(talk, 2)] })
    expect(await rowsWritten(id, () => tell(id, second))).toBe(3)
    await evict(id)
    const third = snapshotOf(talk, 3, { arrived: [arrivedAt(talk, 3)] })
    expect(await rowsWritten(id, () => tell(id, third))).toBe(3)
  })

  it('are one more for the first, whose id is indexed', async () => {
    const [id, talk] = [newInboxId(), newTalk()]
    await tell(id, snapshotOf(newTalk(), 1))
    const first = snapshotOf(talk, 1, { arrived: [arrivedAt(talk, 1)] })
    expect(await rowsWritten(id, () => tell(id, first))).toBe(4)
  })

  it('are two where no text changed, one where nothing did that anybody sees, none for a repeat', async () => {
    const [id, talk] = [newInboxId(), newTalk()]
    await tell(id, snapshotOf(talk, 1, { arrived: [arrivedAt(talk, 1)] }))
    const analysed = snapshotOf(talk, 2, { received: 1, summary: { category: 'work' } })
    expect(await rowsWritten(id, () => tell(id, analysed))).toBe(2)
    expect(await rowsWritten(id, () => tell(id, { ...analysed, version: 3 }))).toBe(1)
    expect(await rowsWritten(id, () => tell(id, analysed))).toBe(0)
  })

  it('are one for each conversation that a person sorts, and one for the history of all', async () => {
    const id = newInboxId()
    const talks = Array.from({ length: 50 }, () => newTalk())
    for (const talk of talks) await tell(id, snapshotOf(talk, 1))
    expect(await rowsWritten(id, () => triage(id, talks, { archived: true }))).toBe(51)
    expect(await rowsWritten(id, () => triage(id, talks, { archived: true }))).toBe(0)
  })
})
