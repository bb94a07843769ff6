import { describe, expect, it } from 'vitest'
import { arrivedAt, minute, newTalk, snapshotOf, tell, triage } from '../testing/conversations.ts'
import { evict, newInboxId } from '../testing/house.ts'
import { rowsWritten } from '../testing/rows-written.ts'

describe('rows written', () => {
  it('are five for a snapshot with a message: the conversation, its texts, its place in two lists, the history', async () => {
    const [id, talk] = [newInboxId(), newTalk()]
    await tell(id, snapshotOf(talk, 1, { arrived: [arrivedAt(talk, 1)] }))
    const second = snapshotOf(talk, 2, { arrived: [arrivedAt(talk, 2), arrivedAt(talk, 2)] })
    expect(await rowsWritten(id, () => tell(id, second))).toBe(5)
    await evict(id)
    const third = snapshotOf(talk, 3, { arrived: [arrivedAt(talk, 3)] })
    expect(await rowsWritten(id, () => tell(id, third))).toBe(5)
  })

  it('are one more for the first, whose id is indexed, and for each label, whose list it moves in too', async () => {
    const [id, talk] = [newInboxId(), newTalk()]
    await tell(id, snapshotOf(newTalk(), 1))
    const first = snapshotOf(talk, 1, { arrived: [arrivedAt(talk, 1)] })
    expect(await rowsWritten(id, () => tell(id, first))).toBe(6)
    await triage(id, [talk], { addLabels: ['a', 'b'] })
    const second = snapshotOf(talk, 2, { arrived: [arrivedAt(talk, 2)] })
    expect(await rowsWritten(id, () => tell(id, second))).toBe(7)
  })

  it('are two where neither text nor place changed, one where nothing did that anybody sees, none for a repeat', async () => {
    const [id, talk] = [newInboxId(), newTalk()]
    await tell(id, snapshotOf(talk, 1, { arrived: [arrivedAt(talk, 1)] }))
    const summary = { category: 'work', lastAt: minute(1) } as const
    const analysed = snapshotOf(talk, 2, { received: 1, summary })
    expect(await rowsWritten(id, () => tell(id, analysed))).toBe(2)
    expect(await rowsWritten(id, () => tell(id, { ...analysed, version: 3 }))).toBe(1)
    expect(await rowsWritten(id, () => tell(id, analysed))).toBe(0)
  })

  it('are three for each conversation that a person archives, two lists with it, and one for the history of all', async () => {
    const id = newInboxId()
    const talks = Array.from({ length: 50 }, () => newTalk())
    for (const talk of talks) await tell(id, snapshotOf(talk, 1))
    expect(await rowsWritten(id, () => triage(id, talks, { archived: true }))).toBe(151)
    expect(await rowsWritten(id, () => triage(id, talks, { archived: true }))).toBe(0)
  })
})
