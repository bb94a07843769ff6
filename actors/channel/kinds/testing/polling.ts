import { ChannelEvent, MessageEvent } from '@switchboard/shared-types/channel-event'
import type { Account, ChannelKindModule, Polled, World } from '../kind.ts'
import type { Clock } from './fake-world.ts'

type Polling<Secrets, State> = Pick<ChannelKindModule<never, Secrets, State>, 'polling' | 'state'>

/** What one poll has brought, and the account as it is kept after it. */
interface Page<Secrets, State> extends Polled<State> {
  readonly account: Account<Secrets, State>
}

/**
 * Polls once. The events are of the house's form, and the state is kept as the actor keeps it: as text.
 * @throws where the kind does not poll, or the platform refuses
 */
export async function pollOnce<Secrets, State>(
  kind: Polling<Secrets, State>,
  world: World,
  account: Account<Secrets, State>,
): Promise<Page<Secrets, State>> {
  const polled = await kind.polling?.poll(world, account)
  if (!polled?.ok) throw new Error(polled?.error.code ?? 'does not poll')
  const events = polled.value.events.map((event) => ChannelEvent.parse(event))
  const state = kind.state.parse(JSON.parse(JSON.stringify(polled.value.state)))
  return { ...polled.value, events, state, account: { ...account, state } }
}

/** Polls until nothing more waits. @param clock passes where the platform asks for patience */
export async function catchUp<Secrets, State>(
  kind: Polling<Secrets, State>,
  world: World,
  account: Account<Secrets, State>,
  clock: Pick<Clock, 'pass'>,
): Promise<{ events: ChannelEvent[]; account: Account<Secrets, State> }> {
  const page = await pollOnce(kind, world, account)
  const events = [...page.events]
  if (!page.more) return { events, account: page.account }
  clock.pass(Math.max(0, (page.notBeforeMs ?? 0) - world.now()))
  const rest = await catchUp(kind, world, page.account, clock)
  return { events: [...events, ...rest.events], account: rest.account }
}

/** Those that are messages, and nothing else is expected. */
export function messagesOf(events: readonly ChannelEvent[]): MessageEvent[] {
  return events.map((event) => MessageEvent.parse(event))
}

/** What was said or changed; of anything else, what it is. */
export function textsOf(events: readonly ChannelEvent[]): string[] {
  return events.map((event) => ('text' in event ? event.text : event.type))
}
