import type { ModelCall } from '@switchboard/shared-types/api/router/calls'
import { makeStore } from '../../ui/store.ts'

const SHOWN_MS = 15_000
const MOST = 5

const calls = makeStore<readonly ModelCall[]>([])

/** The calls that ended a moment ago, newest last: so short a call would be gone before anybody has seen it. */
export const justSettled = {
  store: calls,
  note: (call: ModelCall): void => {
    calls.set([...calls.get().filter(({ id }) => id !== call.id), call].slice(-MOST))
    setTimeout(() => calls.set(calls.get().filter(({ id }) => id !== call.id)), SHOWN_MS)
  },
  forget: (): void => calls.set([]),
}
