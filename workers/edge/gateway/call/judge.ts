import type { Attempt } from '@switchboard/shared-types/contracts/lease'
import { readProviderError } from '../errors/provider-error.ts'
import { parseJson } from '../translate/json.ts'

/** In the ledger; the client gets the whole of it. */
const LONGEST_REASON = 300

/** @returns why an attempt failed, in one sentence that holds none of its secrets */
export function reasonOf(status: number, body: string, { headers }: Attempt): string {
  const { message } = readProviderError(status, parseJson(body) ?? {})
  const secrets = Object.values(headers).map((value) => value.replace(/^\S+ /, ''))
  const clean = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), message)
  return `${status}: ${clean}`.slice(0, LONGEST_REASON)
}
