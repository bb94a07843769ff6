import * as z from 'zod'
import { ChannelId } from '@switchboard/shared-types/ids'

const MailAddresses = z.string().transform((text, context) => {
  const addresses = new Map<string, ChannelId>()
  for (const entry of text.split(',').filter((each) => each.trim() !== '')) {
    const [address = '', id] = entry.trim().split('=')
    const channel = ChannelId.safeParse(id)
    if (!address.includes('@') || !channel.success) context.addIssue('is no list of address=channel')
    else addresses.set(address.toLowerCase(), channel.data)
  }
  return addresses
})

const Config = z.object({ CLAIMS_SECRET: z.string().min(32), MAIL_ADDRESSES: MailAddresses })

/** The edge's settings, checked. */
export interface EdgeConfig {
  /** Signs the claims cookie; whoever knows it can be anyone for as long as claims last. */
  readonly claimsSecret: string
  /** Which channel an address belongs to that names none itself; addresses are lower-case. */
  readonly mailAddresses: ReadonlyMap<string, ChannelId>
}

const known = new WeakMap<object, EdgeConfig>()

/**
 * Turns the raw environment into settings, once per isolate; handlers never touch the raw one.
 * @throws naming every variable that is missing or malformed, never its value
 */
export function configOf(env: Pick<EdgeEnv, 'CLAIMS_SECRET' | 'MAIL_ADDRESSES'>): EdgeConfig {
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
  return { claimsSecret: read.data.CLAIMS_SECRET, mailAddresses: read.data.MAIL_ADDRESSES }
}
