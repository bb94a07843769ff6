import * as z from 'zod'
import { RegistrationMode } from '@switchboard/shared-types/api/account'
import { readOutboundPolicy } from './outbound/policy.ts'
import { readKeyRing } from './seal/key-ring.ts'
import type { KeyRing } from './seal/key-ring.ts'

const AllowList = z.string().transform((text, context) => {
  const policy = readOutboundPolicy(text)
  if (policy.ok) return policy.value.allow
  context.addIssue(policy.error.message)
  return z.NEVER
})

const SealingKeys = z.string().transform((text, context) => {
  const ring = readKeyRing(text)
  if (ring.ok) return ring.value
  context.addIssue(ring.error.message)
  return z.NEVER
})

const Config = z.object({
  ALLOW_NETWORK: AllowList,
  RSSHUB_BASE_URL: z.url(),
  REGISTRATION: RegistrationMode,
  PUBLIC_URL: z.url(),
  AUTH_SECRET: z.string().min(32),
  SEALING_KEYS: SealingKeys,
})

/** The actors' settings, checked. */
export interface ActorsConfig {
  /** CIDR ranges and host names of the person's own network that may be fetched from. */
  readonly allowNetwork: readonly string[]
  readonly rsshubBaseUrl: string
  /** How people may sign up, until an admin changes it. */
  readonly registration: RegistrationMode
  readonly publicUrl: string
  readonly authSecret: string
  /** What secrets at rest are sealed with. */
  readonly sealingKeys: KeyRing
}

/** The runtime hands every actor of an isolate the same environment, and waking one must be cheap. */
const settings = new WeakMap<ActorsEnv, ActorsConfig>()

/**
 * Turns the raw environment into settings; handlers never touch the raw one.
 * @throws naming every variable that is missing or malformed, never its value
 */
export function readConfig(env: ActorsEnv): ActorsConfig {
  const config = settings.get(env) ?? checkConfig(env)
  settings.set(env, config)
  return config
}

function checkConfig(env: ActorsEnv): ActorsConfig {
  const read = Config.safeParse(env)
  if (!read.success) {
    const names = [...new Set(read.error.issues.map((issue) => issue.path.join('.')))]
    throw new Error(`missing or malformed settings: ${names.join(', ')}`)
  }
  return {
    allowNetwork: read.data.ALLOW_NETWORK,
    rsshubBaseUrl: read.data.RSSHUB_BASE_URL,
    registration: read.data.REGISTRATION,
    publicUrl: read.data.PUBLIC_URL,
    authSecret: read.data.AUTH_SECRET,
    sealingKeys: read.data.SEALING_KEYS,
  }
}
