import type { HookRequest, IncomingMail } from '@switchboard/shared-types/contracts/channel'
import type { Account, Verdict } from '../kind.ts'
import { isSigned } from '../wire/standard-webhooks.ts'
import type { EmailSecrets, EmailState } from './settings.ts'

const FROM = 'x-envelope-from'
const TO = 'x-envelope-to'

/**
 * A mail that a self-hoster's server hands over: raw RFC 5322, the envelope in `X-Envelope-From` (empty for a bounce)
 * and `X-Envelope-To`, signed with the channel's secret.
 */
export async function verifyHandover(
  request: HookRequest,
  account: Account<EmailSecrets, EmailState>,
  now: number,
): Promise<Verdict> {
  if (request.method !== 'POST') return refuse(405, 'Mail is handed over with POST.')
  if (!(await isSigned(request, account.secrets.hookSecret, now))) {
    return refuse(401, 'The signature is missing, wrong or too old.')
  }
  if (request.headers[FROM] === undefined || !request.headers[TO]) {
    return refuse(400, 'The headers X-Envelope-From and X-Envelope-To say from whom and to whom the mail is.')
  }
  return request.body.byteLength === 0
    ? refuse(400, 'There is no mail in the request.')
    : { verdict: 'accept' }
}

export function mailOf({ headers, body }: HookRequest): IncomingMail {
  return { from: headers[FROM] ?? '', to: headers[TO] ?? '', raw: body }
}

function refuse(status: 400 | 401 | 405, reason: string): Verdict {
  return { verdict: 'refuse', status, reason }
}
