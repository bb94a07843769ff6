import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { drizzle } from 'drizzle-orm/durable-sqlite'
import { ConnectEmail } from '@switchboard/shared-types/api/channels/connect-channel'
import type { ThreadRef } from '@switchboard/shared-types/channel-event'
import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import { getStub } from '@switchboard/shared-types/door'
import { inboxOf, newId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import { LetterTable } from '../../../mail/letter-table.ts'
import type { Mailbox } from '../../../mail/mailbox.ts'
import type { Account, File, Parsed, Performed, World } from '../../kind.ts'
import { Clock, worldWith, type Platform } from '../../testing/fake-world.ts'
import { email } from '../email.ts'
import type { EmailSecrets, EmailState } from '../settings.ts'
import { kept, OWN } from './mails.ts'

type Sending = Partial<Pick<ConnectEmail, 'sending' | 'subAddresses'>>
type Sender = NonNullable<Mailbox['send']>

/** A connected account whose letters lie in an object of their own. */
export class MailAccount {
  readonly clock: Clock
  readonly letters: LetterTable
  readonly world: World
  readonly account: Account<EmailSecrets, EmailState>

  private constructor(parts: Pick<MailAccount, 'clock' | 'letters' | 'world' | 'account'>) {
    this.clock = parts.clock
    this.letters = parts.letters
    this.world = parts.world
    this.account = parts.account
  }

  /** @param sending how answers leave; nothing leaves unless said */
  static async with(
    run: (mail: MailAccount) => Promise<void>,
    sending: Sending = {},
    { platform = NOBODY, clock = new Clock(), send = null }: Outside = {},
  ): Promise<void> {
    const id = newId('chn')
    const stub = getStub(env.CHANNEL, id)
    await runInDurableObject(stub, async (_, { storage }) => {
      const letters = new LetterTable(drizzle(storage))
      const mailbox: Mailbox = {
        raw: async () => null,
        answerTo: (question) => letters.answerTo(question),
        leaves: (letter) => letters.leaves(letter),
        leftAs: (messageId, platformId) => letters.leftAs(messageId, platformId),
        send,
      }
      const world = { ...worldWith(platform, clock), mailbox }
      const wish = ConnectEmail.parse({ kind: 'email', address: OWN, sending: { by: 'nothing' }, ...sending })
      const connected = await email.connect(world, id, wish, PLACE)
      if (!connected.ok) throw new Error(connected.error.code)
      const { secrets, state } = connected.value
      await run(new MailAccount({ clock, letters, world, account: { id, secrets, state } }))
    })
    await stub.health(id, startTrace('test'))
  }

  /** A mail arrives. */
  async take(raw: readonly string[], envelope: Parameters<typeof kept>[1] = {}): Promise<Parsed> {
    const mail = kept(raw, { at: new Date(this.clock.now()).toISOString(), ...envelope })
    const place = await email.mail?.parse(mail, this.account, this.clock.now())
    if (place === undefined) throw new Error('mail is not read')
    return place(this.letters)
  }

  /** The thread of a mail that arrives. */
  async threadOf(raw: readonly string[], envelope: Parameters<typeof kept>[1] = {}): Promise<ThreadRef> {
    const event = (await this.take(raw, envelope)).events.find(({ type }) => type === 'message')
    if (event === undefined) throw new Error('no message was read')
    return event.thread
  }

  outgoing(thread: ThreadRef, text: string, more: Partial<Outgoing> & { replyTo?: string } = {}): Outgoing {
    const { replyTo = null, ...rest } = more
    return {
      id: newId('msg'),
      from: inboxOf(newId('per')),
      act: { type: 'send', thread, text, replyTo },
      files: [],
      approval: { by: 'person', id: 'per', at: new Date(this.clock.now()).toISOString() },
      ...rest,
    }
  }

  send(outgoing: Outgoing, files: readonly File[] = []): Promise<Performed> {
    return email.perform(this.world, this.account, outgoing, files)
  }
}

interface Outside {
  readonly platform?: Platform
  readonly clock?: Clock
  readonly send?: Sender | null
}

const PLACE = {
  hookUrl: 'https://house.example/hooks/email/chn_1',
  redirectUrl: 'https://house.example/back',
}

const NOBODY: Platform = {
  fetch: async () => {
    throw new TypeError('nobody is there')
  },
}
