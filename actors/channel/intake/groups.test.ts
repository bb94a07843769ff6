import { describe, expect, it, vi } from 'vitest'
import { ANN } from '../kinds/telegram/testing/chat.ts'
import { WAIT } from '../testing/house.ts'
import { ANNS_THREAD, openBot } from '../testing/telegram.ts'

function photo(name: string) {
  return [{ file_id: name, file_unique_id: `u-${name}`, width: 9, height: 9, file_size: 10 }]
}

describe('what a platform sends as several messages and people see as one', () => {
  it('is one message with all its files, and what comes behind it stays behind it', async () => {
    const { house, telegram } = await openBot()
    for (const [at, caption] of [undefined, 'Our trip', undefined].entries()) {
      const more = caption === undefined ? {} : { caption }
      telegram.say(ANN, { media_group_id: 'g1', photo: photo(`p${at}`), ...more })
    }
    telegram.say(ANN, { text: 'and that was it' })
    await house.stub.update(house.id, house.trace, house.owner, { paused: false })
    await vi.waitFor(async () => {
      const kept = await house.messages(ANNS_THREAD.key)
      expect(kept.map(({ text }) => text)).toEqual(['Our trip', 'and that was it'])
      expect(kept[0]?.attachments).toHaveLength(3)
    }, WAIT)
    expect(await house.rows('SELECT * FROM held')).toEqual([])
  })

  it('survives a crash while it waits for the rest of it', async () => {
    const { house, telegram } = await openBot()
    telegram.say(ANN, { media_group_id: 'g1', photo: photo('p1'), caption: 'One' })
    await house.stub.update(house.id, house.trace, house.owner, { paused: false })
    await vi.waitFor(async () => expect(await house.rows('SELECT no FROM held')).toHaveLength(1), WAIT)
    await house.crash()
    await vi.waitFor(async () => expect(await house.texts(ANNS_THREAD.key)).toEqual(['One']), WAIT)
  })
})
