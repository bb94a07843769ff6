import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { ChannelQuery, ChannelRow } from '@switchboard/shared-types/api/admin'
import { getStub } from '@switchboard/shared-types/door'
import { inboxOf, newId } from '@switchboard/shared-types/ids'
import type { ChannelId, DirectoryId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'

const trace = startTrace('test')

function shard(id: DirectoryId) {
  const tell = (row: ChannelRow) => getStub(env.DIRECTORY, id).reportChannel(id, trace, row)
  const list = async (query: Partial<ChannelQuery> = {}) => {
    const page = await getStub(env.DIRECTORY, id).channels(id, trace, { limit: 50, ...query })
    if (!page.ok) throw new Error(page.error.code)
    return page.value
  }
  const forget = (channel: ChannelId) => getStub(env.DIRECTORY, id).forgetChannel(id, trace, channel)
  const find = (channel: ChannelId) => getStub(env.DIRECTORY, id).findChannel(id, trace, channel)
  return { tell, list, forget, find }
}

function report(change: Partial<ChannelRow> = {}): ChannelRow {
  return {
    id: newId('chn'),
    kind: 'telegram',
    owner: inboxOf(newId('per')),
    health: 'connected',
    reason: null,
    lastEventAt: null,
    reportedAt: '2026-11-20T10:00:00.000Z',
    ...change,
  }
}

describe('the registry of channels', () => {
  it('gives back what a channel said about itself', async () => {
    const { tell, list, find } = shard('dir_channels_plain')
    const row = report({ health: 'failing', reason: 'No answer.', lastEventAt: '2026-11-20T09:00:00.000Z' })
    await tell(row)
    expect(await list()).toEqual({ channels: [row], nextCursor: null })
    expect(await find(row.id)).toEqual({ ok: true, value: row })
    expect(await find(newId('chn'))).toMatchObject({ ok: false, error: { code: 'channel.not_found' } })
  })

  it('keeps the newer report when an older one arrives late, or again', async () => {
    const { tell, list } = shard('dir_channels_late')
    const newer = report({ health: 'unauthorised', reportedAt: '2026-11-20T10:00:01.000Z' })
    await tell(newer)
    await tell({ ...newer, health: 'connected', reportedAt: '2026-11-20T10:00:00.999Z' })
    await tell(newer)
    expect((await list()).channels).toEqual([newer])
  })

  it('finds by platform, owner, id and reason, whatever the case, and by health', async () => {
    const { tell, list } = shard('dir_channels_search')
    const one = report({ kind: 'slack', health: 'unauthorised', reason: 'Token revoked: invalid_auth' })
    const two = report({ kind: 'email' })
    for (const row of [one, two]) await tell(row)
    const found = async (query: Partial<ChannelQuery>) => (await list(query)).channels.map(({ id }) => id)
    expect(await found({ q: 'SLACK' })).toEqual([one.id])
    expect(await found({ q: 'invalid_AUTH' })).toEqual([one.id])
    expect(await found({ q: two.owner })).toEqual([two.id])
    expect(await found({ q: two.id.slice(4) })).toEqual([two.id])
    expect(await found({ q: '%' })).toEqual([])
    expect(await found({ health: 'unauthorised' })).toEqual([one.id])
    expect(await found({ health: 'unauthorised', q: 'email' })).toEqual([])
  })

  it('turns pages in order of id, and refuses a cursor that is none', async () => {
    const { tell, list } = shard('dir_channels_pages')
    const rows = Array.from({ length: 5 }, () => report())
    for (const row of rows) await tell(row)
    const first = await list({ limit: 3 })
    const rest = await list({ limit: 3, cursor: first.nextCursor ?? '' })
    const ids = [...first.channels, ...rest.channels].map(({ id }) => id)
    expect(ids).toEqual(rows.map(({ id }) => id).toSorted())
    expect(rest.nextCursor).toBeNull()
    await expect(list({ cursor: 'nonsense' })).rejects.toThrow('cursor.invalid')
  })

  it('forgets a channel, and lists one that was disconnected for a month', async () => {
    const { tell, list, forget } = shard('dir_channels_forget')
    const gone = report()
    await tell(gone)
    await forget(gone.id)
    await forget(gone.id)
    const left = report({ health: 'disconnected', reportedAt: '2026-10-01T10:00:00.000Z' })
    const stays = report({ reportedAt: '2026-01-01T10:00:00.000Z' })
    for (const row of [left, stays]) await tell(row)
    await tell(report({ id: newId('chn'), health: 'disconnected', reportedAt: '2026-10-31T09:00:00.000Z' }))
    expect((await list()).channels).toContainEqual(left)
    await tell(report({ id: newId('chn'), health: 'disconnected', reportedAt: '2026-10-31T11:00:00.000Z' }))
    expect((await list()).channels).not.toContainEqual(left)
    expect((await list()).channels).toContainEqual(stays)
  })
})
