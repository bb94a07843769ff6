import { createExecutionContext, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import type { DeadLetter, FeedRow } from '@switchboard/shared-types/api/admin'
import type { Person } from '@switchboard/shared-types/api/account'
import { AUDIT_DIRECTORY, directoryOf } from '@switchboard/shared-types/contracts/directory'
import { MAIN_REALM } from '@switchboard/shared-types/contracts/identity'
import { getStub } from '@switchboard/shared-types/door'
import { inboxOf, newId } from '@switchboard/shared-types/ids'
import type { DirectoryId, PersonId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import { AdminEntry } from './entry.ts'
import worker from './worker.ts'

const desk = () => new AdminEntry(createExecutionContext(), env)
const trace = () => startTrace('test')
let admin: Person
let member: Person

async function signUp(name: string): Promise<Person> {
  const input = { name, email: `${name}@example.com`, password: 'a long enough password' }
  const client = { ipAddress: null, userAgent: null }
  const signedIn = await getStub(env.IDENTITY, MAIN_REALM).signUp(MAIN_REALM, trace(), { ...input, client })
  if (!signedIn.ok) throw new Error(signedIn.error.code)
  return signedIn.value.person
}

async function log(q?: string) {
  const page = await desk().audit(trace(), { person: admin.id }, { limit: 100, ...(q ? { q } : {}) })
  if (!page.ok) throw new Error(page.error.code)
  return page.value.entries
}

function run(shard: DirectoryId, sql: string) {
  return runInDurableObject(getStub(env.DIRECTORY, shard), (_, state) => {
    state.storage.sql.exec(sql)
  })
}

async function statusOf(person: PersonId) {
  const found = await getStub(env.IDENTITY, MAIN_REALM).person(MAIN_REALM, trace(), person)
  return found.ok ? found.value.status : found.error.code
}

beforeAll(async () => {
  admin = await signUp('ada')
  member = await signUp('mel')
})

describe('the admin entry', () => {
  it('has nothing to fetch', () => {
    expect(worker.fetch().status).toBe(404)
  })

  it('refuses who is no admin, and writes no act of theirs', async () => {
    const refused = { ok: false, error: { code: 'auth.forbidden' } }
    expect(await desk().people(trace(), { person: member.id }, { limit: 10 })).toMatchObject(refused)
    expect(await desk().suspend(trace(), { person: member.id }, admin.id)).toMatchObject(refused)
    expect(await desk().suspend(trace(), { person: newId('per') }, admin.id)).toMatchObject(refused)
    expect(await statusOf(admin.id)).toBe('active')
    expect(await log(member.id)).toEqual([])
  })

  it('suspends and restores, and the log names the admin and the request', async () => {
    const request = trace()
    expect(await desk().suspend(request, { person: admin.id }, member.id)).toMatchObject({ ok: true })
    expect(await statusOf(member.id)).toBe('suspended')
    expect(await desk().restore(trace(), { person: admin.id }, member.id)).toMatchObject({ ok: true })
    expect(await statusOf(member.id)).toBe('active')
    const [restored, suspended] = await log(member.id)
    expect(suspended).toMatchObject({ by: admin.id, act: 'person.suspend', requestId: request.requestId })
    expect(restored).toMatchObject({ by: admin.id, act: 'person.restore' })
    expect(await desk().verifyAudit(trace(), { person: admin.id })).toMatchObject({ value: { intact: true } })
  })

  it('writes an act down each time, also when a client sends the same request id again', async () => {
    const request = trace()
    const before = await log(member.id)
    await desk().suspend(request, { person: admin.id }, member.id)
    await desk().restore(request, { person: admin.id }, member.id)
    await desk().suspend(request, { person: admin.id }, member.id)
    await desk().restore(request, { person: admin.id }, member.id)
    expect(await log(member.id)).toHaveLength(before.length + 4)
  })

  it('refuses an admin whose account was suspended since the edge signed its claims', async () => {
    const second = await signUp('sid')
    await runInDurableObject(getStub(env.IDENTITY, MAIN_REALM), (_, state) => {
      state.storage.sql.exec(`UPDATE people SET role = 'admin' WHERE id = ?`, second.id)
    })
    expect(await desk().people(trace(), { person: second.id }, { limit: 10 })).toMatchObject({ ok: true })
    await desk().suspend(trace(), { person: admin.id }, second.id)
    expect(await desk().restore(trace(), { person: second.id }, second.id)).toMatchObject({
      ok: false,
      error: { code: 'auth.forbidden' },
    })
    expect(await statusOf(second.id)).toBe('suspended')
  })

  it('tells about a person with the size of their inbox, and writes down that it was read', async () => {
    const details = await desk().person(trace(), { person: admin.id }, admin.id)
    expect(details).toMatchObject({
      ok: true,
      value: { id: admin.id, email: 'ada@example.com', sessions: 1, subscriptions: 0, entries: 0 },
    })
    expect((await log('person.read')).map((entry) => entry.subject)).toContain(admin.id)
    expect(await desk().person(trace(), { person: admin.id }, newId('per'))).toMatchObject({
      ok: false,
      error: { code: 'person.not_found' },
    })
  })

  it('sets who may sign up, and invites', async () => {
    expect(await desk().setRegistration(trace(), { person: admin.id }, 'invite-only')).toMatchObject({
      ok: true,
    })
    expect(await desk().invite(trace(), { person: admin.id })).toMatchObject({ ok: true })
    const [invited, set] = await log()
    expect(set).toMatchObject({ act: 'registration.set', subject: 'invite-only' })
    expect(invited).toMatchObject({ act: 'invitation.create' })
    expect(await getStub(env.IDENTITY, MAIN_REALM).registration(MAIN_REALM, trace())).toMatchObject({
      mode: 'invite-only',
    })
  })

  it('does nothing that it cannot write down first', async () => {
    await run(AUDIT_DIRECTORY, 'ALTER TABLE audit RENAME TO gone')
    const answer = await desk().suspend(trace(), { person: admin.id }, member.id)
    await run(AUDIT_DIRECTORY, 'ALTER TABLE gone RENAME TO audit')
    expect(answer).toMatchObject({ ok: false, error: { code: 'actor.unavailable' } })
    expect(await statusOf(member.id)).toBe('active')
  })
})

describe('feeds and dead letters over all shards', () => {
  const feeds = Array.from({ length: 30 }, (_, n): FeedRow => {
    const health = n % 3 === 0 ? 'failing' : 'ok'
    const reportedAt = '2026-11-20T10:00:00.000Z'
    return {
      id: newId('feed'),
      url: `https://example.com/${n}`,
      title: null,
      health,
      reason: null,
      subscribers: 1,
      reportedAt,
    }
  })

  beforeAll(async () => {
    for (const feed of feeds) {
      const shard = directoryOf(feed.id)
      await getStub(env.DIRECTORY, shard).reportFeed(shard, trace(), feed)
    }
  })

  async function allFeeds(query: { health?: 'failing' }) {
    const seen: string[] = []
    let cursor: string | null | undefined
    while (cursor !== null) {
      const place = cursor === undefined ? {} : { cursor }
      const page = await desk().feeds(trace(), { person: admin.id }, { limit: 4, ...query, ...place })
      if (!page.ok) throw new Error(page.error.code)
      seen.push(...page.value.feeds.map((feed) => feed.id))
      cursor = page.value.nextCursor
    }
    return seen.toSorted()
  }

  it('lists every feed once, page by page, and by health', async () => {
    const ids = (rows: FeedRow[]) => rows.map((feed) => feed.id).toSorted()
    expect(await allFeeds({})).toEqual(ids(feeds))
    expect(await allFeeds({ health: 'failing' })).toEqual(
      ids(feeds.filter((feed) => feed.health === 'failing')),
    )
  })

  it('says that a shard is unavailable instead of listing the others', async () => {
    await run('dir_3', 'ALTER TABLE feeds RENAME TO gone')
    const page = await desk().feeds(trace(), { person: admin.id }, { limit: 100 })
    await run('dir_3', 'ALTER TABLE gone RENAME TO feeds')
    expect(page).toMatchObject({
      ok: false,
      error: { code: 'actor.unavailable', details: { actor: 'dir_3' } },
    })
  })

  it('pauses and resumes a channel for its owner, lists it at once as it is then, and writes it down', async () => {
    const [channel, owner] = [newId('chn'), inboxOf(member.id)]
    const stub = () => getStub(env.CHANNEL, channel)
    await stub().connectAccount(channel, trace(), owner, { kind: 'webhook', name: 'Shop' })
    const health = async () => {
      const page = await desk().channels(trace(), { person: admin.id }, { limit: 10, q: channel })
      return page.ok ? page.value.channels.map((row) => row.health) : page.error.code
    }
    await expect.poll(health).toEqual(['connected'])
    const by = { person: admin.id }
    expect(await desk().pauseChannel(trace(), by, channel)).toMatchObject({ ok: true })
    expect(await health()).toEqual(['paused'])
    expect(await stub().channel(channel, trace(), owner)).toMatchObject({ value: { state: 'paused' } })
    expect(await desk().resumeChannel(trace(), by, channel)).toMatchObject({ ok: true })
    expect(await health()).toEqual(['connected'])
    expect((await log(channel)).map(({ act }) => act)).toEqual(['channel.resume', 'channel.pause'])
  })

  it('says that a channel is unknown, after writing down who asked', async () => {
    const channel = newId('chn')
    expect(await desk().pauseChannel(trace(), { person: admin.id }, channel)).toMatchObject({
      ok: false,
      error: { code: 'channel.not_found' },
    })
    expect(await log(channel)).toHaveLength(1)
    expect(await desk().pauseChannel(trace(), { person: member.id }, channel)).toMatchObject({
      ok: false,
      error: { code: 'auth.forbidden' },
    })
    expect(await log(channel)).toHaveLength(1)
  })

  function deadLetter(actor: 'inbox' | 'router' = 'inbox'): DeadLetter {
    const at = '2026-11-20T10:00:00.000Z'
    const kind = 'test.unknown'
    return {
      id: newId('dlt'),
      actor,
      actorId: newId(actor === 'inbox' ? 'inb' : 'rtr'),
      target: 'feed_x',
      kind,
      attempts: 20,
      reason: 'no',
      at,
    }
  }

  async function report(letter: DeadLetter) {
    const shard = directoryOf(letter.actorId)
    await getStub(env.DIRECTORY, shard).reportDeadLetter(shard, trace(), letter)
  }

  async function listed() {
    const page = await desk().deadLetters(trace(), { person: admin.id }, { limit: 100 })
    if (!page.ok) throw new Error(page.error.code)
    return page.value.letters
  }

  const holders = {
    inbox: (id: string) => getStub(env.INBOX, `inb_${id.slice('inb_'.length)}`),
    router: (id: string) => getStub(env.ROUTER, `rtr_${id.slice('rtr_'.length)}`),
  }

  it.each(['inbox', 'router'] as const)('replays a dead letter in the %s that holds it', async (actor) => {
    const letter = deadLetter(actor)
    const holder = holders[actor](letter.actorId)
    const key = letter.id.replace('dlt_', 'msg_')
    await runInDurableObject<DurableObject, void>(holder, (_, state) => {
      state.storage.sql.exec(
        `INSERT INTO outbox (key, target, kind, body, request_id, created_at, due_at, attempts, dead_at)
         VALUES (?, 'feed_x', 'test.unknown', '{}', 'req_1', ?, ?, 20, ?)`,
        key,
        letter.at,
        letter.at,
        letter.at,
      )
    })
    await report(letter)
    expect(await listed()).toContainEqual(letter)
    expect(await desk().replayDeadLetter(trace(), { person: admin.id }, letter.id)).toMatchObject({
      ok: true,
    })
    expect((await log('dead_letter.replay')).map((entry) => entry.subject)).toContain(letter.id)
    const revived = await runInDurableObject<DurableObject, unknown>(holder, (_, state) =>
      state.storage.sql.exec('SELECT request_id FROM outbox WHERE key = ?', key).toArray(),
    )
    expect(revived).toEqual([{ request_id: 'req_1' }])
  })

  it('strikes a letter off the index whose actor no longer has it', async () => {
    const letter = deadLetter()
    await report(letter)
    expect(await listed()).toContainEqual(letter)
    expect(await desk().replayDeadLetter(trace(), { person: admin.id }, letter.id)).toMatchObject({
      ok: false,
      error: { code: 'dead_letter.not_found' },
    })
    expect(await listed()).not.toContainEqual(letter)
  })
})
