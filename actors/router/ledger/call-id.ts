import { encodeTime } from 'ulid'
import type { CallId } from '@switchboard/shared-types/ids'
import { fromBase32, toBase32 } from '@switchboard/shared-types/ids'

const TIME_LENGTH = 10
const NUMBER_LENGTH = 16

/**
 * A call's id is a ULID whose 80 bits behind the time hold the call's number, so a call is found by its primary key and
 * needs no index for its id.
 * @param no below 2^53
 * @param at when it was leased, in ms since the epoch
 */
export function callId(no: number, at: number): CallId {
  return `call_${encodeTime(at, TIME_LENGTH)}${toBase32(BigInt(no), NUMBER_LENGTH)}`
}

/** @returns the call's number; -1, which no call has, for an id that no router can have made */
export function callNo(id: CallId): number {
  const no = fromBase32(id.slice('call_'.length + TIME_LENGTH))
  return no <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(no) : -1
}
