import { ImportProgress } from '@switchboard/shared-types/api/subscriptions'
import { ApiFailure, failureOf } from '../app/failure.ts'
import { inInbox } from '../app/inbox.ts'

/** Sends the document as it is: the typed client knows JSON bodies only. */
export async function sendOpml(document: string): Promise<ImportProgress> {
  const response = await fetch(inInbox('/api/opml'), {
    method: 'POST',
    headers: { 'content-type': 'text/x-opml' },
    body: document,
  }).catch(() => {
    throw new ApiFailure('network', 'No answer', 0, null)
  })
  if (!response.ok) throw await failureOf(response)
  return ImportProgress.parse(await response.json())
}
