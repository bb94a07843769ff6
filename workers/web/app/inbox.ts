import { GROUP_PARAMETER } from '@switchboard/shared-types/api/groups'
import { groupIn } from './inbox-address.ts'

/**
 * The group whose inbox this page shows; null: one's own. It stands in the address, and another one is another load of
 * the page: nothing that was told of one inbox can be shown in another.
 */
export const group = groupIn(globalThis.location.pathname)

/** @returns an address of the API for this inbox, where no header can be sent along */
export function inInbox(path: string): string {
  if (group === null) return path
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ [GROUP_PARAMETER]: group })}`
}
