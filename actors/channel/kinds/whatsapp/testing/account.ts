import { ConnectWhatsApp } from '@switchboard/shared-types/api/channels/connect-channel'
import { ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import { newId } from '@switchboard/shared-types/ids'
import { Clock, worldWith } from '../../testing/fake-world.ts'
import type { Parsed } from '../../kind.ts'
import type { WhatsAppAccount } from '../account.ts'
import { parseWhatsApp } from '../parse.ts'
import { whatsapp } from '../whatsapp.ts'
import { ACCESS_TOKEN, APP_SECRET, FakeMeta, NUMBER_ID } from './fake-meta.ts'

export const PLACE = { hookUrl: 'https://switchboard.example/hooks/whatsapp', redirectUrl: '' }

/** Meta, a clock that a test moves, and a phone number that is connected. */
export class WhatsAppHouse {
  readonly clock = new Clock()
  readonly meta = new FakeMeta(this.clock.now)
  readonly world = worldWith(this.meta, this.clock)

  async connect(token = ACCESS_TOKEN) {
    const input = {
      kind: 'whatsapp',
      accessToken: token,
      appSecret: APP_SECRET,
      phoneNumberId: NUMBER_ID,
      baseUrl: this.meta.baseUrl,
    }
    return await whatsapp.connect(this.world, newId('chn'), ConnectWhatsApp.parse(input), PLACE)
  }

  async account(): Promise<WhatsAppAccount> {
    const connected = await this.connect()
    if (!connected.ok) throw new Error(connected.error.message)
    return { id: newId('chn'), secrets: connected.value.secrets, state: connected.value.state }
  }
}

/** What a request holds; every event is one that the contract knows. */
export function parseChecked(request: HookRequest, account: WhatsAppAccount): Parsed {
  const parsed = parseWhatsApp(request, account.state)
  for (const event of parsed.events) ChannelEvent.parse(event)
  return parsed
}

/** @returns where an answer in that thread goes. */
export function inThread(key: string): { key: string; kind: 'direct'; title: null; url: null } {
  return { key, kind: 'direct', title: null, url: null }
}
