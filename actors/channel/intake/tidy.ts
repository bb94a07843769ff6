import type { Channel } from '../channel.ts'
import { SEEN_MS } from './seen-table.ts'
import { TIDY } from '../job-names.ts'
import { write } from '../channel.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const OUTGOING_MS = 30 * DAY_MS

/** Forgets what can no longer come again; comes back until nothing of that is left. */
export async function tidy(channel: Channel): Promise<void> {
  await write(channel, (now) => {
    const { seen, outgoing, paces, account, jobs } = channel
    const lastReceivedAt = seen.newestAt()
    if (lastReceivedAt !== null) account.update({ lastReceivedAt })
    seen.trim(now - SEEN_MS)
    outgoing.trim(now - OUTGOING_MS)
    paces.trim(now)
    if (seen.newestAt() !== null || outgoing.any())
      jobs.schedule(TIDY, now + DAY_MS * (1 + Math.random() / 10))
  })
}
