import type { SubscriptionId } from '@switchboard/shared-types/ids'
import { answer, api, done } from '../app/api.ts'
import { say, sayProblem } from '../ui/toasts.tsx'

/** Asks the feed for news now; what it brings arrives over the live connection. */
export async function refreshSubscription(id: SubscriptionId, title: string): Promise<void> {
  say(`Checking ${title}…`)
  try {
    const { newItems, outcome } = await answer(api.subscriptions[':id'].refresh.$post({ param: { id } }))
    say(newItems > 0 ? `${newItems} new in ${title}` : `${title}: ${outcome}`)
  } catch (error) {
    sayProblem(error)
  }
}

/** Takes a folder away; its subscriptions stay. */
export async function dissolveFolder(folder: string): Promise<void> {
  try {
    // The typed client puts parameters into the path as they are.
    await done(api.folders[':folder'].$delete({ param: { folder: encodeURIComponent(folder) } }))
  } catch (error) {
    sayProblem(error)
  }
}

export async function moveSubscription(id: SubscriptionId, folder: string | null): Promise<void> {
  await answer(api.subscriptions[':id'].$patch({ param: { id }, json: { folder } }))
}

/** @param title null goes back to the feed's own */
export async function renameSubscription(id: SubscriptionId, title: string | null): Promise<void> {
  await answer(api.subscriptions[':id'].$patch({ param: { id }, json: { title } }))
}
