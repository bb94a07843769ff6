import * as z from 'zod'
import { DeadLetter } from '@switchboard/shared-types/api/admin'
import { directoryOf } from '@switchboard/shared-types/contracts/directory'
import { getStub } from '@switchboard/shared-types/door'
import type { DirectoryId } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Routes } from './message.ts'
import type { Outbox } from './outbox.ts'

const REPORT = 'directory.dead-letter'
const REPLAYED = 'directory.dead-letter-replayed'
const Replayed = z.object({ actorId: z.string(), letter: z.string() })

/** A report that cannot be delivered is not reported in turn. */
export function isReport(kind: string): boolean {
  return kind === REPORT || kind === REPLAYED
}

export function reportDeadLetter(outbox: Outbox, letter: DeadLetter, trace: Trace): void {
  outbox.send(REPORT, directoryOf(letter.actorId), letter, trace)
}

export function reportReplay(outbox: Outbox, actorId: string, letter: string, trace: Trace): void {
  outbox.send(REPLAYED, directoryOf(actorId), { actorId, letter }, trace)
}

/** How the directory learns of dead letters: in order, so a replay never overtakes its letter. */
export function directoryRoutes(env: Pick<ActorsEnv, 'DIRECTORY'>): Routes {
  return {
    [REPORT]: (message, trace) => {
      const letter = DeadLetter.parse(JSON.parse(message.body))
      return tell(directoryOf(letter.actorId)).reportDeadLetter(directoryOf(letter.actorId), trace, letter)
    },
    [REPLAYED]: (message, trace) => {
      const { actorId, letter } = Replayed.parse(JSON.parse(message.body))
      return tell(directoryOf(actorId)).forgetDeadLetter(directoryOf(actorId), trace, letter)
    },
  }

  function tell(id: DirectoryId) {
    return getStub(env.DIRECTORY, id)
  }
}
