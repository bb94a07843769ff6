import * as z from 'zod'
import type { ConnectChannel } from '@switchboard/shared-types/api/channels/connect-channel'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Account, ChannelKindModule, Credentials } from './kind.ts'

/** A kind as the actor handles all of them alike: secrets and state are JSON text. */
export type AnyKind = ChannelKindModule<ConnectChannel, string, string>

type Open<Secrets, State> = (account: Account<string, string>) => Account<Secrets, State>

/**
 * Closes over the types of a kind. What was stored is checked when it is opened.
 * @param input what the person gives to connect an account of this kind
 */
export function enclose<Connect, Secrets, State>(
  input: z.ZodType<Connect>,
  kind: ChannelKindModule<Connect, Secrets, State>,
): AnyKind {
  const open: Open<Secrets, State> = ({ id, secrets, state }) => ({
    id,
    secrets: kind.secrets.parse(JSON.parse(secrets)),
    state: kind.state.parse(JSON.parse(state)),
  })
  return {
    features: kind.features,
    showsHookUrl: kind.showsHookUrl,
    idempotent: kind.idempotent,
    idempotentMs: kind.idempotentMs ?? Infinity,
    secrets: z.string(),
    state: z.string(),
    featuresOf: (state) => kind.featuresOf?.(kind.state.parse(JSON.parse(state))) ?? kind.features,
    intake: (account) => kind.intake(open(account)),
    connect: async (world, id, given, place, before) =>
      close(await kind.connect(world, id, input.parse(given), place, before && open(before))),
    test: (world, account) => kind.test(world, open(account)),
    disconnect: (world, account) => kind.disconnect(world, open(account)),
    paces: (outgoing) => kind.paces(outgoing),
    perform: (world, account, outgoing, files) => kind.perform(world, open(account), outgoing, files),
    ...encloseAccess(kind, open),
    ...encloseIntake(kind, open),
  }
}

function encloseAccess<Connect, Secrets, State>(
  kind: ChannelKindModule<Connect, Secrets, State>,
  open: Open<Secrets, State>,
): Pick<AnyKind, 'authorise' | 'refresh' | 'refreshAt' | 'attachment'> {
  const authorise = kind.authorise?.bind(kind)
  const refreshAt = kind.refreshAt?.bind(kind)
  const refresh = kind.refresh?.bind(kind)
  const attachment = kind.attachment?.bind(kind)
  return {
    ...(authorise && {
      authorise: async (world, account, answer, place) =>
        close(await authorise(world, open(account), answer, place)),
    }),
    ...(refreshAt && { refreshAt: (account) => refreshAt(open(account)) }),
    ...(refresh && { refresh: async (world, account) => close(await refresh(world, open(account))) }),
    ...(attachment && { attachment: (world, account, ref) => attachment(world, open(account), ref) }),
  }
}

function encloseIntake<Connect, Secrets, State>(
  { hook, mail, polling }: ChannelKindModule<Connect, Secrets, State>,
  open: Open<Secrets, State>,
): Pick<AnyKind, 'hook' | 'mail' | 'polling'> {
  return {
    ...(hook && { hook: encloseHook(hook, open) }),
    ...(mail && { mail: { parse: (letter, account, now) => mail.parse(letter, open(account), now) } }),
    ...(polling && {
      polling: {
        everyMs: polling.everyMs,
        quickMs: polling.quickMs,
        poll: async (world, account) => {
          const polled = await polling.poll(world, open(account))
          return polled.ok ? ok({ ...polled.value, state: JSON.stringify(polled.value.state) }) : polled
        },
      },
    }),
  }
}

function encloseHook<Connect, Secrets, State>(
  hook: NonNullable<ChannelKindModule<Connect, Secrets, State>['hook']>,
  open: Open<Secrets, State>,
): NonNullable<AnyKind['hook']> {
  const complete = hook.complete?.bind(hook)
  const renew = hook.renew?.bind(hook)
  return {
    maxBytes: hook.maxBytes,
    verify: (request, account, now) => hook.verify(request, open(account), now),
    parse: (request, account, now) => hook.parse(request, open(account), now),
    ...(complete && { complete: (world, account, parsed) => complete(world, open(account), parsed) }),
    ...(renew && {
      renew: (account) => {
        const { secrets, secret } = renew(open(account))
        return { secrets: JSON.stringify(secrets), secret }
      },
    }),
  }
}

function close<Secrets, State, Code extends string>(
  result: Result<Credentials<Secrets, State>, Code>,
): Result<Credentials<string, string>, Code> {
  if (!result.ok) return result
  const { secrets, state, account, authoriseUrl } = result.value
  return ok({ secrets: JSON.stringify(secrets), state: JSON.stringify(state), account, authoriseUrl })
}
