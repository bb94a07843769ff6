import { ConnectSlack } from '@switchboard/shared-types/api/channels/connect-channel'
import { newId } from '@switchboard/shared-types/ids'
import type { World } from '../../kind.ts'
import { worldWith } from '../../testing/fake-world.ts'
import type { SlackAccount } from '../identify.ts'
import { slack } from '../slack.ts'
import { FakeSlack } from './fake-slack.ts'
import { BOT_TOKEN, SIGNING_SECRET } from './workspace.ts'

export const PLACE = {
  hookUrl: 'https://switchboard.example/hooks/slack',
  redirectUrl: 'https://switchboard.example/channels/authorised',
}

/** A workspace, a clock that a test moves, and an account in it that is connected by a bot token. */
export class SlackHouse {
  at = Date.parse('2026-11-21T12:00:00Z')
  readonly fake = new FakeSlack(() => this.at)
  readonly world: World = worldWith(this.fake, { now: () => this.at })

  async connect(): Promise<SlackAccount> {
    const id = newId('chn')
    const input = ConnectSlack.parse({
      kind: 'slack',
      signingSecret: SIGNING_SECRET,
      access: { botToken: BOT_TOKEN },
      baseUrl: this.fake.baseUrl,
    })
    const connected = await slack.connect(this.world, id, input, PLACE)
    if (!connected.ok) throw new Error(connected.error.message)
    return { id, secrets: connected.value.secrets, state: connected.value.state }
  }
}

/** @returns where an answer in that thread goes. */
export function inThread(key: string): { key: string; kind: 'group'; title: null; url: null } {
  return { key, kind: 'group', title: null, url: null }
}
