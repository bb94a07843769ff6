import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import { newId } from '@switchboard/shared-types/ids'

/** What a conversation asks a channel to do, approved by a person. @param id the same one again is a repetition */
export function outgoing(act: Outgoing['act'], id = newId('msg')): Outgoing {
  const approval = { by: 'person', id: newId('per'), at: '2026-11-02T09:59:00.000Z' } as const
  return { id, from: newId('cnv'), act, files: [], approval }
}
