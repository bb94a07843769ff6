import type { CallContent } from '@switchboard/shared-types/api/router/calls'
import type { CallId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Router } from '../router.ts'
import { callNo } from './call-id.ts'
import { clipContent } from './content-table.ts'
import type { SealedContent } from './content-table.ts'
import { rowOf } from './rows.ts'

type Part = keyof SealedContent

/** Seals a prompt and its answer; what is longer than a row may be is cut. */
export async function sealContent(
  { id, sealer }: Pick<Router, 'id' | 'sealer'>,
  call: CallId,
  { request, answer }: CallContent,
): Promise<SealedContent> {
  const seal = (part: Part, text: string) =>
    sealer.seal(clipContent(text), { ownerId: id, field: fieldOf(call, part) })
  const [sealedRequest, sealedAnswer] = await Promise.all([seal('request', request), seal('answer', answer)])
  return { request: sealedRequest, answer: sealedAnswer }
}

/** @returns what was kept of a call; `call.not_found` too where nothing is kept, or no longer */
export async function readContent(
  { id, sealer, calls, contents }: Pick<Router, 'id' | 'sealer' | 'calls' | 'contents'>,
  call: CallId,
  now: Date,
): Promise<Result<CallContent, 'call.not_found'>> {
  const kept = rowOf(calls, call) && contents.find(callNo(call), now)
  if (kept === undefined) return err('call.not_found', 'Nothing is kept of this call.')
  const open = (part: Part) => sealer.open(kept[part], { ownerId: id, field: fieldOf(call, part) })
  const [request, answer] = await Promise.all([open('request'), open('answer')])
  if (!request.ok || !answer.ok) {
    return err('call.not_found', 'What is kept of this call can not be opened: its key is gone.')
  }
  return ok({ request: request.value, answer: answer.value })
}

function fieldOf(call: CallId, part: Part): string {
  return `${call}.${part}`
}
