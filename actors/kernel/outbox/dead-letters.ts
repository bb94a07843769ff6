import type { ActorKind, DeadLetter } from '@switchboard/shared-types/api/admin'
import type { OutboxRow } from './outbox.ts'

/** A dead letter's id carries the ULID of its message's key. */
export function deadLetterId(row: Pick<OutboxRow, 'key'>): DeadLetter['id'] {
  return `dlt_${row.key.slice('msg_'.length)}`
}

export function toDeadLetter(row: OutboxRow, actor: ActorKind, actorId: string): DeadLetter {
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
