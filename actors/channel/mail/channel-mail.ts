import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { bucketOf, mailSenderOf } from '@switchboard/kernel/optional-bindings'
import type { IncomingMail } from '@switchboard/shared-types/contracts/channel'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { LetterTable } from './letter-table.ts'
import type { KeptMail, Mailbox, MailThreads } from './mailbox.ts'
import { RawMailStore } from './raw-mail-store.ts'

interface Parts {
  readonly id: ChannelId
  readonly db: DrizzleSqliteDODatabase
  readonly storage: Pick<DurableObjectStorage, 'transactionSync' | 'sync' | 'sql'>
}

/** The mail of a channel: raw mails, threads, and what its kind may reach of both. */
export class ChannelMail {
  readonly threads: MailThreads
  readonly mailbox: Mailbox
  readonly #raws: RawMailStore

  constructor({ id, db, storage }: Parts, env: Pick<ActorsEnv, 'FILES' | 'SEND_EMAIL'>) {
    const letters = new LetterTable(db)
    const sender = mailSenderOf(env)
    this.#raws = new RawMailStore({ channel: id, db, storage, bucket: bucketOf(env) })
    this.threads = letters
    this.mailbox = {
      raw: (mail) => this.#raws.read(mail),
      answerTo: (question) => letters.answerTo(question),
      leaves: (letter) => storage.transactionSync(() => letters.leaves(letter)),
      leftAs: (messageId, platformId) => storage.transactionSync(() => letters.leftAs(messageId, platformId)),
      send:
        sender === null
          ? null
          : async (from, to, raw) => {
              // Only Cloudflare's network has this module: a house on one machine must start without it.
              const { EmailMessage } = await import('cloudflare:email')
              const { messageId } = await sender.send(new EmailMessage(from, to, raw))
              return messageId.startsWith('<') ? messageId : `<${messageId}>`
            },
    }
  }

  /** Stores a mail as it came, before anything of it is read. @throws when it could not be stored */
  async keep(mail: IncomingMail, now: number): Promise<KeptMail> {
    return { ...mail, id: await this.#raws.keep(mail.raw, now), at: new Date(now).toISOString() }
  }

  /** Before the actor is erased: deletes what lies outside of it. */
  async forget(): Promise<void> {
    await this.#raws.forget()
  }
}
