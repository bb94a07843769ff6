import * as z from 'zod'
import { TokenId } from '../ids.ts'

/** Who acts for a person with a token of theirs; `name` is the token's. */
export const Agent = z.object({ id: TokenId, name: z.string() })
export type Agent = z.infer<typeof Agent>
