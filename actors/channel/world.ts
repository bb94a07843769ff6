import type { ActorsConfig } from '@switchboard/kernel/config'
import { guardedFetch } from '@switchboard/kernel/outbound/guarded-fetch'
import type { World } from './kinds/kind.ts'
import type { Mailbox } from './mail/mailbox.ts'

/** The outside as kinds see it. No redirect is followed unless asked for: credentials are meant for one address. */
export function openWorld({ allowNetwork }: Pick<ActorsConfig, 'allowNetwork'>, mailbox: Mailbox): World {
  const policy = { allow: allowNetwork }
  return {
    fetch: (request, limits) =>
      guardedFetch(request, {
        fetch: (url, init) => fetch(url, init),
        policy,
        limits: { maxRedirects: 0, ...limits },
      }),
    now: () => Date.now(),
    mailbox,
  }
}
