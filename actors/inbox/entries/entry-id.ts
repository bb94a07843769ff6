import { encodeTime } from 'ulid'
import type { EntryId } from '@switchboard/shared-types/ids'
import { fromBase32, toBase32 } from '@switchboard/shared-types/ids'

const TIME_LENGTH = 10
const NUMBER_LENGTH = 16

/**
 * An entry's id is a ULID whose 80 bits behind the time hold the entry's number, so an entry is found by its primary
 * key and needs no index for its id.
 * @param no the inbox's sequence number at arrival, below 2^53
 */
export function entryId(no: number, arrivedAt: string): EntryId {
  return `ent_${encodeTime(Date.parse(arrivedAt), TIME_LENGTH)}${toBase32(BigInt(no), NUMBER_LENGTH)}`
}

/** @returns the entry's number; NaN for an id that no inbox can have made. */
export function entryNo(id: EntryId): number {
  const no = fromBase32(id.slice('ent_'.length + TIME_LENGTH))
  return no <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(no) : Number.NaN
}
