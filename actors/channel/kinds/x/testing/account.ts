import { ConnectX } from '@switchboard/shared-types/api/channels/connect-channel'
import type { MessageEvent } from '@switchboard/shared-types/channel-event'
import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import { newId } from '@switchboard/shared-types/ids'
import type { Performed, World } from '../../kind.ts'
import { Clock, worldWith } from '../../testing/fake-world.ts'
import { outgoing } from '../../testing/outgoing.ts'
import { catchUp, messagesOf, pollOnce } from '../../testing/polling.ts'
import type { XAccount } from '../account.ts'
import { x } from '../x.ts'
import { AUTHORISE_URL, CLIENT } from './fake-oauth.ts'
import { FakeX } from './fake-x.ts'

export const PLACE = {
  hookUrl: 'https://switchboard.example/hooks/x/chn',
  redirectUrl: 'https://switchboard.example/api/channels/chn/authorised',
}

/** @returns what a person gives to connect; `more` changes it */
export function inputFor(fake: FakeX, more: object = {}): ConnectX {
  const input = { kind: 'x', ...CLIENT, baseUrl: fake.baseUrl, authoriseUrl: AUTHORISE_URL, ...more }
  return ConnectX.parse(input)
}

/** X, a clock that a test moves, and an account that is connected by OAuth. */
export class XHouse {
  readonly clock = new Clock()
  readonly fake = new FakeX(this.clock.now)
  readonly world: World = worldWith(this.fake, this.clock)

  async connect(more: object = {}, before?: XAccount): Promise<XAccount> {
    const id = newId('chn')
    const begun = await x.connect(this.world, id, inputFor(this.fake, more), PLACE, before)
    if (!begun.ok || begun.value.authoriseUrl === null) throw new Error('no way to X')
    const answer = this.fake.oauth.allow(begun.value.authoriseUrl)
    const account = { id, secrets: begun.value.secrets, state: begun.value.state }
    const granted = await x.authorise?.(this.world, account, answer, PLACE)
    if (!granted?.ok) throw new Error(granted?.error.message ?? 'does not authorise')
    return { id, secrets: granted.value.secrets, state: granted.value.state }
  }

  /** Polls once, and keeps the state as the actor does. */
  async poll(account: XAccount) {
    const page = await pollOnce(x, this.world, account)
    return { ...page, events: messagesOf(page.events) }
  }

  /** Polls until nothing more waits. */
  async catchUp(account: XAccount): Promise<{ events: MessageEvent[]; account: XAccount }> {
    const read = await catchUp(x, this.world, account, this.clock)
    return { ...read, events: messagesOf(read.events) }
  }

  async perform(account: XAccount, act: Outgoing['act']): Promise<Performed> {
    return await x.perform(this.world, account, outgoing(act), [])
  }
}

/** @returns an answer into a thread. */
export function answerTo(key: string, text: string, replyTo: string | null = null): Outgoing['act'] {
  const kind = key.startsWith('dm:') ? 'direct' : 'post'
  return { type: 'send', thread: { key, kind, title: null, url: null }, text, replyTo }
}
