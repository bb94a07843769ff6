import type { GroupCommit } from '@switchboard/kernel/commits/group-commit'
import { readConfig } from '@switchboard/kernel/config'
import type { ActorsConfig } from '@switchboard/kernel/config'
import type { JobQueue } from '@switchboard/kernel/jobs/job-queue'
import type { Mail } from '@switchboard/kernel/outbox/mail'
import { Sealer } from '@switchboard/kernel/seal/seal'
import type { ChannelId } from '@switchboard/shared-types/ids'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { AccountTable } from './account/account-table.ts'
import { HeldTable } from './intake/held-table.ts'
import { MovedThreads } from './intake/moved-threads.ts'
import { SeenTable } from './intake/seen-table.ts'
import { UnreadableTable } from './intake/unreadable-table.ts'
import type { World } from './kinds/kind.ts'
import { ChannelMail } from './mail/channel-mail.ts'
import { OutgoingTable } from './outgoing/outgoing-table.ts'
import { PaceTable } from './outgoing/pace-table.ts'
import { openWorld } from './world.ts'

/** What the actor's kernel brings. */
export interface ChannelKernel {
  readonly id: ChannelId
  readonly storage: DurableObjectStorage
  readonly db: DrizzleSqliteDODatabase
  readonly commits: GroupCommit
  readonly jobs: JobQueue
  readonly mail: Mail
}

/** Everything that a channel owns, by noun. All of it reads its tables when first asked, never when it is made. */
export interface Channel extends ChannelKernel {
  readonly env: ActorsEnv
  readonly config: ActorsConfig
  readonly sealer: Sealer
  readonly world: World
  /** The mail of a channel that has some. */
  readonly letters: ChannelMail
  readonly account: AccountTable
  readonly seen: SeenTable
  readonly held: HeldTable
  readonly unreadable: UnreadableTable
  readonly moved: MovedThreads
  readonly outgoing: OutgoingTable
  readonly paces: PaceTable
}

export function openChannel(kernel: ChannelKernel, env: ActorsEnv): Channel {
  const { id, db, storage } = kernel
  const config = readConfig(env)
  const letters = new ChannelMail({ id, db, storage }, env)
  return {
    ...kernel,
    env,
    config,
    sealer: new Sealer(config.sealingKeys),
    world: openWorld(config, letters.mailbox),
    letters,
    account: new AccountTable(db),
    seen: new SeenTable(db),
    held: new HeldTable(db),
    unreadable: new UnreadableTable(db),
    moved: new MovedThreads(db),
    outgoing: new OutgoingTable(db),
    paces: new PaceTable(db),
  }
}

/** After an erasure, or a transaction that did not hold, nothing that was kept in memory may be believed. */
export function forgetMemory({ account, held, moved, outgoing, paces }: Channel): void {
  for (const kept of [account, held, moved, outgoing, paces]) kept.forget()
}

/** Writes together with what others write at the same time. What a failed write undoes is forgotten at once. */
export async function write<T>(channel: Channel, change: (now: number) => T): Promise<T> {
  return await channel.commits.write(() => {
    try {
      return change(Date.now())
    } catch (thrown) {
      forgetMemory(channel)
      throw thrown
    }
  })
}
