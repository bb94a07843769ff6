import * as z from 'zod'

const Config = z.object({ CLAIMS_SECRET: z.string().min(32) })

/** The edge's settings, checked. */
export interface EdgeConfig {
  /** Signs the claims cookie; whoever knows it can be anyone for as long as claims last. */
  readonly claimsSecret: string
}

const known = new WeakMap<object, EdgeConfig>()

/**
 * Turns the raw environment into settings, once per isolate; handlers never touch the raw one.
 * @throws naming every variable that is missing or malformed, never its value
 */
export function configOf(env: Pick<EdgeEnv, 'CLAIMS_SECRET'>): EdgeConfig {
  const config = known.get(env) ?? readConfig(env)
  known.set(env, config)
  return config
}

function readConfig(env: unknown): EdgeConfig {
  const read = Config.safeParse(env)
  if (!read.success) {
    const names = read.error.issues.map((issue) => issue.path.join('.'))
    throw new Error(`missing or malformed settings: ${names.join(', ')}`)
  }
  return { claimsSecret: read.data.CLAIMS_SECRET }
}
