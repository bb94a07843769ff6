import { runInDurableObject } from 'cloudflare:test'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ConversationSnapshot } from '@switchboard/shared-types/contracts/conversation'
import type { InboxId } from '@switchboard/shared-types/ids'
import { arrivedAt, newTalk, snapshotOf, tell } from '../testing/conversations.ts'
import type { Talk } from '../testing/conversations.ts'
import { evict, inboxStub, newInboxId, trace } from '../testing/house.ts'

const RULES = [
  {
    name: 'words',
    enabled: true,
    when: { words: ['odd'] },
    actions: [{ type: 'label' as const, label: 'odd' }],
    stop: false,
  },
]

type Texts = Record<'title' | 'people' | 'summary' | 'texts' | 'recent' | 'handled', string>

/** A conversation's snapshots in the order in which they were made: messages, analyses, edits. */
const history = fc.array(fc.constantFrom('message', 'two', 'analysis', 'title'), {
  minLength: 1,
  maxLength: 7,
})

/** When each snapshot comes, and where it comes a second time. */
const places = fc.array(fc.nat(1_000), { minLength: 14, maxLength: 14 })

function snapshotsOf(talk: Talk, acts: readonly string[]): ConversationSnapshot[] {
  let received = 0
  let understood = false
  return acts.map((act, index) => {
    const count = act === 'message' ? 1 : act === 'two' ? 2 : 0
    const arrived = Array.from({ length: count }, () =>
      arrivedAt(talk, ++received, { text: received % 2 === 0 ? 'even' : 'odd' }),
    )
    understood ||= act === 'analysis'
    const category = understood ? ('work' as const) : null
    return snapshotOf(talk, index + 1, {
      received,
      arrived,
      analysed: act === 'analysis',
      summary: { title: act === 'title' ? `Title ${index}` : 'Talk', category },
    })
  })
}

async function told(id: InboxId, snapshots: readonly ConversationSnapshot[]) {
  await inboxStub(id).setRules(id, trace, { rules: RULES })
  for (const snapshot of snapshots) {
    await tell(id, snapshot)
    if (snapshot.version % 3 === 0) await evict(id)
  }
  const rows = await runInDurableObject(inboxStub(id), (_, { storage }) => ({
    conversations: storage.sql.exec('SELECT * FROM conversations').toArray(),
    texts: storage.sql
      .exec<Texts>('SELECT title, people, summary, texts, recent, handled FROM conversation_texts')
      .toArray(),
  }))
  const [rule] = await inboxStub(id).rules(id, trace)
  return { ...rows, matched: rule?.matched }
}

it('snapshots in any order, some of them twice, end in the same rows as in their own order', async () => {
  await fc.assert(
    fc.asyncProperty(history, places, async (acts, at) => {
      const talk = newTalk()
      const snapshots = snapshotsOf(talk, acts)
      const repeated = snapshots.flatMap((snapshot, n) => {
        const [first = 0, second = 0] = at.slice(2 * n)
        const again = { snapshot, place: second }
        return [{ snapshot, place: first }, ...(second % 2 === 0 ? [again] : [])]
      })
      const shuffled = repeated.toSorted((one, other) => one.place - other.place)
      const inOrder = await told(newInboxId(), snapshots)
      const inAny = await told(
        newInboxId(),
        shuffled.map(({ snapshot }) => snapshot),
      )
      expect(withoutStages(inAny)).toEqual(withoutStages(inOrder))
    }),
    { numRuns: 25 },
  )
})

/** Which rules were asked when may differ: a message that comes late is asked about with what is known by then. */
function withoutStages<T extends { texts: Texts[] }>(rows: T): T {
  const texts = rows.texts.map((row) => ({
    ...row,
    recent: row.recent.replaceAll(/"analysed":(?:true|false)/g, ''),
  }))
  return { ...rows, texts }
}
