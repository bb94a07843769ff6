import type {
  ChannelPage,
  ChannelQuery,
  DeadLetterPage,
  FeedPage,
  FeedQuery,
  PageQuery,
} from '@switchboard/shared-types/api/admin'
import { getStub } from '@switchboard/shared-types/door'
import { ok } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { ask } from '../ask.ts'
import type { Answer } from '../ask.ts'
import { SHARDS } from '../house.ts'
import { pageOverShards } from './over-shards.ts'

/** Feeds of the whole house, shard after shard, each in order of id. */
export async function listFeeds(
  env: AdminEnv,
  trace: Trace,
  { cursor, limit, ...filter }: FeedQuery,
): Promise<Answer<FeedPage>> {
  const page = await pageOverShards(SHARDS, { cursor, limit }, async (shard, stretch) => {
    const read = await ask(trace, shard, () =>
      getStub(env.DIRECTORY, shard).feeds(shard, trace, { ...filter, ...stretch }),
    )
    return read.ok ? ok({ rows: read.value.feeds, nextCursor: read.value.nextCursor }) : read
  })
  return page.ok ? ok({ feeds: [...page.value.rows], nextCursor: page.value.nextCursor }) : page
}

/** Channels of the whole house, shard after shard, each in order of id. */
export async function listChannels(
  env: AdminEnv,
  trace: Trace,
  { cursor, limit, ...filter }: ChannelQuery,
): Promise<Answer<ChannelPage>> {
  const page = await pageOverShards(SHARDS, { cursor, limit }, async (shard, stretch) => {
    const read = await ask(trace, shard, () =>
      getStub(env.DIRECTORY, shard).channels(shard, trace, { ...filter, ...stretch }),
    )
    return read.ok ? ok({ rows: read.value.channels, nextCursor: read.value.nextCursor }) : read
  })
  return page.ok ? ok({ channels: [...page.value.rows], nextCursor: page.value.nextCursor }) : page
}

/** Dead letters of the whole house, shard after shard, each with the youngest first. */
export async function listLetters(
  env: AdminEnv,
  trace: Trace,
  { cursor, limit, ...filter }: PageQuery,
): Promise<Answer<DeadLetterPage>> {
  const page = await pageOverShards(SHARDS, { cursor, limit }, async (shard, stretch) => {
    const read = await ask(trace, shard, () =>
      getStub(env.DIRECTORY, shard).listDeadLetters(shard, trace, { ...filter, ...stretch }),
    )
    return read.ok ? ok({ rows: read.value.letters, nextCursor: read.value.nextCursor }) : read
  })
  return page.ok ? ok({ letters: [...page.value.rows], nextCursor: page.value.nextCursor }) : page
}
