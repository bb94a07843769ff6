import * as z from 'zod'
import type { World } from '../kind.ts'
import { ask } from './ask.ts'
import type { Asked } from './ask.ts'
import type { Access } from './rest-api.ts'
import { Snowflake } from './wire.ts'

/** Flags of an application: it may read what people write, for good or while it is in few servers. */
const MESSAGE_CONTENT = (1 << 18) | (1 << 19)

const Application = z.object({
  id: Snowflake,
  verify_key: z.string(),
  flags: z.int().default(0),
  interactions_endpoint_url: z.string().nullish(),
})
export type Application = z.infer<typeof Application>

/** https://discord.com/developers/docs/resources/application#get-current-application */
export async function askApplication(world: World, bot: Access): Promise<Asked<Application>> {
  return await ask(world, bot, '/applications/@me', Application)
}

/**
 * @param publicKey as the person knows it, if they have said it
 * @returns in one sentence why the application can not be used; null where it can
 */
export function flawOf(
  { verify_key: key, flags }: Application,
  publicKey: string | undefined,
  reads: boolean,
): string | null {
  if (publicKey !== undefined && key.toLowerCase() !== publicKey.toLowerCase()) {
    return 'The public key is not that of the bot’s application.'
  }
  if (!reads || (flags & MESSAGE_CONTENT) !== 0) return null
  return 'The bot may not read messages: switch on its Message Content Intent in Discord’s developer portal.'
}
