import type { ActorKind, DeadLetter } from '@switchboard/shared-types/api/admin'
import type { DeadRow } from './outbox.ts'

/** A dead letter's id carries the ULID of its message's key. */
export function deadLetterId(row: Pick<DeadRow, 'key'>): DeadLetter['id'] {
  return `dlt_${row.key.slice('msg_'.length)}`
}

/** The key of the message that a dead letter's id stands for. */
export function messageKey(letter: string): string {
  return `msg_${letter.slice('dlt_'.length)}`
}

export function toDeadLetter(row: DeadRow, actor: ActorKind, actorId: string): DeadLetter {
  return {
    id: deadLetterId(row),
    actor,
    actorId,
    target: row.target,
    kind: row.kind,
    attempts: row.attempts,
    reason: row.lastError ?? '',
    at: row.deadAt ?? row.createdAt,
  }
}
