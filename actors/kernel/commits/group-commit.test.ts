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

describe('a write that nobody waits for', () => {
  it('goes before the next one, into its commit', async () => {
    await within(probeId('patient'), async ({ commits, storage }) => {
      const steps: string[] = []
      const inserting = (text: string) => () => {
        insert(storage, text)
        steps.push(text)
        queueMicrotask(() => steps.push('break'))
      }
      const soon = commits.writeSoon(inserting('patient'))
      await commits.write(inserting('next'))
      await soon
      expect(steps).toEqual(['patient', 'next', 'break', 'break'])
      expect(texts(storage)).toEqual(['patient', 'next'])
    })
  })

  it('goes before one of the same turn that came first', async () => {
    await within(probeId('patient-second'), async ({ commits, storage }) => {
      const next = commits.write(() => void insert(storage, 'next'))
      const soon = commits.writeSoon(() => void insert(storage, 'patient'))
      await Promise.all([next, soon])
      expect(texts(storage)).toEqual(['patient', 'next'])
    })
  })

  it('is written within a moment where it comes while a commit is under way', async () => {
    await within(probeId('patient-behind'), async ({ commits, storage }) => {
      await commits.write(() => void insert(storage, 'first'))
      await commits.writeSoon(() => void insert(storage, 'behind'))
      expect(texts(storage)).toEqual(['first', 'behind'])
    })
  })

  it('is written within a moment where no other comes', async () => {
    await within(probeId('patient-alone'), async ({ commits, storage }) => {
      const answers = await Promise.all(
        numbers.map((n) =>
          commits.writeSoon(() => {
            insert(storage, n)
            return `answer ${n}`
          }),
        ),
      )
      expect(answers).toEqual(numbers.map((n) => `answer ${n}`))
      expect(texts(storage)).toEqual(numbers)
    })
  })

  it('that throws is rejected alone', async () => {
    await within(probeId('patient-throws'), async ({ commits, storage }) => {
      const bad = commits.writeSoon(() => {
        insert(storage, 'bad')
        throw new Error('no luck')
      })
      const settled = Promise.allSettled([bad, commits.writeSoon(() => void insert(storage, 'good'))])
      await commits.write(() => void insert(storage, 'next'))
      expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
      expect(texts(storage)).toEqual(['good', 'next'])
    })
  })
})
