import { ConnectDiscord } from '@switchboard/shared-types/api/channels/connect-channel'
import { newId } from '@switchboard/shared-types/ids'
import { pollOnce, textsOf } from '../../testing/polling.ts'
import type { DiscordAccount } from '../account.ts'
import { discord } from '../discord.ts'
import { CLIENT_SECRET } from './fake-oauth.ts'
import type { FakeGuild } from './guilds.ts'
import { openDiscord, PLACE } from './server.ts'
import type { Bot } from './server.ts'

export const TEA_HOUSE = { id: '800800', name: 'Tea house' }
export const HARBOUR = { id: '800900', name: 'Harbour' }

/** A Discord with two servers, and an application whose bot is in neither of them yet. */
export class OAuthHouse {
  readonly opened: Omit<Bot, 'account'>

  private constructor(opened: Omit<Bot, 'account'>) {
    this.opened = opened
  }

  static async open(): Promise<OAuthHouse> {
    const opened = await openDiscord()
    for (const guild of [TEA_HOUSE, HARBOUR]) opened.fake.guilds.open({ ...guild, member: false })
    opened.fake.oauth.redirects.add(PLACE.redirectUrl)
    return new OAuthHouse(opened)
  }

  get fake() {
    return this.opened.fake
  }

  /** Sends the person to Discord. */
  async begin(more: object = {}, before?: DiscordAccount) {
    const { world, fake } = this.opened
    const given = { kind: 'discord', botToken: fake.token, clientSecret: CLIENT_SECRET, ...more }
    const id = newId('chn')
    const begun = await discord.connect(world, id, ConnectDiscord.parse(given), PLACE, before)
    if (!begun.ok || begun.value.authoriseUrl === null)
      throw new Error(begun.ok ? 'no way to Discord' : begun.error.message)
    const { secrets, state, account: name, authoriseUrl } = begun.value
    return { account: { id, secrets, state }, name, authoriseUrl }
  }

  async authorise(account: DiscordAccount, code: string) {
    return await discord.authorise?.(this.opened.world, account, { code, state: '' }, PLACE)
  }

  /** The whole way: to Discord, a server chosen there, and back. */
  async connect(guild: Pick<FakeGuild, 'id'>, more: object = {}, before?: DiscordAccount) {
    const { account, authoriseUrl } = await this.begin(more, before)
    const { code } = this.fake.oauth.allow(authoriseUrl, guild.id)
    const granted = await this.authorise(account, code)
    if (!granted?.ok) throw new Error(granted?.error.message ?? 'does not authorise')
    // What was asked while connecting is no part of what follows.
    this.opened.clock.pass(10_000)
    const { secrets, state, account: name } = granted.value
    return { account: { id: account.id, secrets, state }, name }
  }

  /** Polls once after a while. */
  async poll(account: DiscordAccount, afterMs = 6_000) {
    this.opened.clock.pass(afterMs)
    const page = await pollOnce(discord, this.opened.world, account)
    return { said: textsOf(page.events), account: page.account }
  }
}
