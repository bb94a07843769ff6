import type { Protocol } from '../protocols/protocol.ts'
import { findFirstUsage, findLastUsage, isObject, parse } from './find-usage.ts'
import { readUsage } from './read-usage.ts'
import type { UsageReport } from './usage-reader.ts'

/** Up to here an answer is parsed; beyond it, only its ends are searched. */
const PARSED_BYTES = 32 * 1024
const HEAD = 4 * 1024
const TAIL = 16 * 1024
const CLOSE_OBJECT = 0x7d
const SPACE = 0x20

const decoder = new TextDecoder()

/** @returns what an answer says of itself that is all here and no stream */
export function readWholeUsage(protocol: Protocol, body: Uint8Array): UsageReport {
  return {
    end: endsWithObject(body) ? 'complete' : 'cut',
    usage: readUsage(protocol, usageIn(protocol, body)),
    exact: true,
    bytes: body.length,
  }
}

function usageIn(protocol: Protocol, body: Uint8Array): unknown {
  if (body.length <= PARSED_BYTES) {
    const parsed = parse(decoder.decode(body))
    return isObject(parsed) ? parsed['usage'] : null
  }
  return (
    findLastUsage(protocol, decoder.decode(body.subarray(-TAIL))) ??
    findFirstUsage(protocol, decoder.decode(body.subarray(0, HEAD)))
  )
}

function endsWithObject(body: Uint8Array): boolean {
  return body.findLast((byte) => byte > SPACE) === CLOSE_OBJECT
}
