import type * as z from 'zod'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { CredentialsError, World } from '../kind.ts'
import { refusalOf } from './errors.ts'
import { callDiscord } from './rest-api.ts'
import type { Access } from './rest-api.ts'

export type Asked<T> = Result<T, CredentialsError>

/** Reads something at Discord that has that shape. @param path behind the base URL, with its query */
export async function ask<T>(
  world: World,
  access: Access,
  path: string,
  shape: z.ZodType<T>,
): Promise<Asked<T>> {
  const answer = await callDiscord(world, access, { method: 'GET', path })
  if (answer.kind !== 'done') return refusalOf(answer)
  const read = shape.safeParse(answer.result)
  return read.success ? ok(read.data) : err('channel.unreachable', 'What answered is not Discord.')
}
