import { describe, expect, it } from 'vitest'
import { probeId } from '../../testing/kernel/probe.ts'
import { within } from '../../testing/kernel/within.ts'

const insert = (storage: DurableObjectStorage, text: string) =>
  storage.sql.exec('INSERT INTO notes (text) VALUES (?)', text)

const texts = (storage: DurableObjectStorage) =>
  storage.sql
    .exec<{ text: string }>('SELECT text FROM notes ORDER BY seq')
    .toArray()
    .map(({ text }) => text)

const numbers = Array.from({ length: 32 }, (_, n) => String(n))

describe('writes that arrive together', () => {
  it('run in one block without a break, in the order of their arrival, so that they commit together', async () => {
    const steps: string[] = []
    await within(probeId('together'), async ({ commits, storage }) => {
      await Promise.all(
        numbers.map(async (n) => {
          await commits.write(() => {
            insert(storage, n)
            steps.push('write')
            // The runtime commits no earlier than the microtasks that follow a block.
            queueMicrotask(() => steps.push('break'))
          })
        }),
      )
      expect(texts(storage)).toEqual(numbers)
    })
    expect(steps.slice(0, 32)).toEqual(numbers.map(() => 'write'))
  })

  it('each get their own answer', async () => {
    const answers = await within(probeId('answers'), ({ commits }) =>
      Promise.all(numbers.map((n) => commits.write(() => `answer ${n}`))),
    )
    expect(answers).toEqual(numbers.map((n) => `answer ${n}`))
  })

  it('do not suffer from one that throws: it alone is rejected, and leaves no rows', async () => {
    await within(probeId('one-throws'), async ({ commits, storage }) => {
      const settled = await Promise.allSettled(
        numbers.map((n) =>
          commits.write(() => {
            insert(storage, n)
            if (n === '7') throw new Error('no luck')
          }),
        ),
      )
      expect(settled.filter(({ status }) => status === 'rejected')).toEqual([
        { status: 'rejected', reason: new Error('no luck') },
      ])
      expect(texts(storage)).toEqual(numbers.filter((n) => n !== '7'))
    })
  })

  it('may cause others, which come in the next block', async () => {
    await within(probeId('nested'), async ({ commits, storage }) => {
      let inner: Promise<void> | undefined
      await commits.write(() => {
        inner = commits.write(() => void insert(storage, 'inner'))
        insert(storage, 'outer')
      })
      expect(texts(storage)).toEqual(['outer'])
      await inner
      expect(texts(storage)).toEqual(['outer', 'inner'])
    })
  })
})

describe('a write that comes alone', () => {
  it('waits for no timer', async () => {
    await within(probeId('alone'), async ({ commits, storage }) => {
      const steps: string[] = []
      setTimeout(() => steps.push('timer'), 0)
      await commits.write(() => void insert(storage, 'alone'))
      steps.push('written')
      expect(steps).toEqual(['written'])
    })
  })
})

describe('writes that arrive while a commit is under way', () => {
  it('wait for it and share the next one', async () => {
    await within(probeId('under-way'), async ({ commits, storage }) => {
      const steps: string[] = []
      const write = (text: string) =>
        commits.write(() => {
          insert(storage, text)
          steps.push(text)
          queueMicrotask(() => steps.push('break'))
        })
      await write('first')
      await Promise.all([write('second'), write('third')])
      expect(steps).toEqual(['first', 'break', 'second', 'third', 'break', 'break'])
      expect(texts(storage)).toEqual(['first', 'second', 'third'])
    })
  })
})
