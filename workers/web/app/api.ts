import type { AppType } from '@switchboard/edge/app'
import { GROUP_HEADER } from '@switchboard/shared-types/api/groups'
import { hc, type ClientResponse } from 'hono/client'
import type { StatusCode } from 'hono/utils/http-status'
import { ApiFailure, failureOf } from './failure.ts'
import { group } from './inbox.ts'

/** The API of the house, typed by the edge itself, asked for the inbox that this page shows. */
export const { api } = hc<AppType>(globalThis.location.origin, {
  headers: group === null ? {} : { [GROUP_HEADER]: group },
})

/**
 * Waits for a call of the API.
 * @throws ApiFailure when it did not succeed, or with the code `network` when no answer came
 */
export async function answer<T>(call: Promise<ClientResponse<T, StatusCode, 'json'>>): Promise<T> {
  const response = await reach(call)
  return response.json()
}

/** As {@link answer}, for calls whose answer has no content. */
export async function done(call: Promise<Pick<Response, 'ok' | 'status' | 'text'>>): Promise<void> {
  await reach(call)
}

async function reach<R extends Pick<Response, 'ok' | 'status' | 'text'>>(call: Promise<R>): Promise<R> {
  const response = await call.catch((error: unknown) => {
    throw new ApiFailure('network', error instanceof Error ? error.message : 'No answer', 0, null)
  })
  if (!response.ok) throw await failureOf(response)
  return response
}
