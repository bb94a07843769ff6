import { createExecutionContext, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '@switchboard/shared-types/api/account'
import { AddLimit } from '@switchboard/shared-types/api/router/limits'
import { AddProvider } from '@switchboard/shared-types/api/router/providers'
import type { RealmRouterContract } from '@switchboard/shared-types/contracts/admin'
import { AUDIT_DIRECTORY } from '@switchboard/shared-types/contracts/directory'
import { MAIN_REALM } from '@switchboard/shared-types/contracts/identity'
import { OWN_TOKEN } from '@switchboard/shared-types/contracts/lease'
import { getStub } from '@switchboard/shared-types/door'
import { inboxOfRouter, newId, REALM_ROUTER } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import { AdminEntry } from '../entry.ts'

const SECRET = 'sk-of-the-house-1234'
const INPUT = AddProvider.parse({
  kind: 'openai-compatible',
  slug: 'house',
  baseUrl: 'https://models.example/v1',
  defaultModel: 'large',
  key: SECRET,
})

const desk = () => new AdminEntry(createExecutionContext(), env)
const trace = () => startTrace('test')
const at = () => [REALM_ROUTER, trace()] as const
let admin: Person
let member: Person

async function signUp(name: string): Promise<Person> {
  const input = { name, email: `${name}@example.com`, password: 'a long enough password' }
  const client = { ipAddress: null, userAgent: null }
  const signedIn = await getStub(env.IDENTITY, MAIN_REALM).signUp(MAIN_REALM, trace(), { ...input, client })
  if (!signedIn.ok) throw new Error(signedIn.error.code)
  return signedIn.value.person
}

async function router(): Promise<RealmRouterContract> {
  const handed = await desk().realmRouter(trace(), { person: admin.id })
  if (!handed.ok) throw new Error(handed.error.code)
  return handed.value
}

async function log() {
  const page = await desk().audit(trace(), { person: admin.id }, { limit: 100 })
  if (!page.ok) throw new Error(page.error.code)
  return page.value.entries
}

function auditSql(sql: string) {
  return runInDurableObject(getStub(env.DIRECTORY, AUDIT_DIRECTORY), (_, state) => {
    state.storage.sql.exec(sql)
  })
}

beforeAll(async () => {
  admin = await signUp('ada')
  member = await signUp('mel')
})

describe('the realm’s router', () => {
  it('is handed to admins and to nobody else', async () => {
    const refused = { ok: false, error: { code: 'auth.forbidden' } }
    expect(await desk().realmRouter(trace(), { person: member.id })).toMatchObject(refused)
    expect(await desk().realmRouter(trace(), { person: newId('per') })).toMatchObject(refused)
  })

  it('is set up by acts that are written down first, by whom and without a secret', async () => {
    const added = await (await router()).addProvider(...at(), INPUT)
    if (!added.ok) throw new Error(added.error.message)
    const { id } = added.value
    const limit = AddLimit.parse({ scope: { kind: 'person' }, metric: 'requests', period: 'day', amount: 9 })
    expect(await (await router()).addLimit(...at(), limit)).toMatchObject({ ok: true })
    expect(await (await router()).removeProvider(...at(), id)).toMatchObject({ ok: true })
    const entries = await log()
    expect(entries.map(({ act, subject, by }) => [act, subject, by])).toEqual([
      ['provider.remove', id, admin.id],
      ['model_limit.add', 'requests/day', admin.id],
      ['provider.add', 'house', admin.id],
    ])
    expect(JSON.stringify(entries)).not.toContain(SECRET)
    expect(await desk().verifyAudit(trace(), { person: admin.id })).toMatchObject({ value: { intact: true } })
  })

  it('is looked at without a trace in the log', async () => {
    const before = (await log()).length
    const shared = await router()
    expect(await shared.providers(...at())).toEqual([])
    expect(await shared.calls(...at(), { limit: 10 })).toMatchObject({ ok: true, value: { calls: [] } })
    expect((await log()).length).toBe(before)
  })

  it('does nothing that can not be written down', async () => {
    await auditSql('ALTER TABLE audit RENAME TO gone')
    const answer = await (await router()).addProvider(...at(), INPUT)
    await auditSql('ALTER TABLE gone RENAME TO audit')
    expect(answer).toMatchObject({ ok: false, error: { code: 'actor.unavailable' } })
    expect(await (await router()).providers(...at())).toEqual([])
  })

  it('does nothing for an admin who has been suspended since', async () => {
    const held = await router()
    await runInDurableObject(getStub(env.IDENTITY, MAIN_REALM), (_, state) => {
      state.storage.sql.exec(`UPDATE people SET role = 'member' WHERE id = ?`, admin.id)
    })
    const answer = await held.addProvider(...at(), INPUT)
    await runInDurableObject(getStub(env.IDENTITY, MAIN_REALM), (_, state) => {
      state.storage.sql.exec(`UPDATE people SET role = 'admin' WHERE id = ?`, admin.id)
    })
    expect(answer).toMatchObject({ ok: false, error: { code: 'auth.forbidden' } })
  })

  it('is the only one in reach, whichever is named', async () => {
    const person = newId('rtr')
    expect(await (await router()).addProvider(person, trace(), INPUT)).toMatchObject({ ok: true })
    expect(await getStub(env.ROUTER, person).providers(person, trace())).toEqual([])
    expect(await (await router()).providers(...at())).toMatchObject([{ slug: 'house' }])
  })

  it('leases Switchboard’s own calls, and its warnings wake no inbox', async () => {
    const limit = {
      scope: { kind: 'person' },
      metric: 'tokens',
      period: 'day',
      amount: 100_000,
      warnAt: 0.1,
    }
    expect(await (await router()).addLimit(...at(), AddLimit.parse(limit))).toMatchObject({ ok: true })
    const stub = getStub(env.ROUTER, REALM_ROUTER)
    const traits = {
      model: 'switchboard-small',
      stream: false,
      estimatedInputTokens: 900,
      maxOutputTokens: 100,
      thinking: false,
      images: 0,
      tools: 0,
    }
    const request = {
      requestId: trace().requestId,
      tokenHash: OWN_TOKEN,
      protocol: 'openai-chat' as const,
      traits,
      session: null,
      agent: null,
      expected: 0,
    }
    const lease = await stub.lease(...at(), request)
    if (!lease.ok) throw new Error(lease.error.message)
    const usage = { input: 50_000, output: 10, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, reasoning: 0 }
    const settlement = {
      callId: lease.value.callId,
      status: 'ok' as const,
      httpStatus: 200,
      attempts: [],
      usage,
      exact: true,
      ttfbMs: null,
      durationMs: 1,
      notes: [],
      content: null,
      begun: null,
    }
    expect(await stub.settle(...at(), settlement)).toMatchObject({ ok: true })
    const calls = await (await router()).calls(...at(), { limit: 10 })
    expect(calls).toMatchObject({ value: { calls: [{ status: 'ok', token: { name: 'Switchboard' } }] } })
    const queued = await runInDurableObject(stub, (_, state) =>
      state.storage.sql.exec('SELECT target FROM outbox').toArray(),
    )
    expect(queued).toEqual([])
    const inbox = inboxOfRouter(REALM_ROUTER)
    expect(await getStub(env.INBOX, inbox).notifications(inbox, trace())).toEqual([])
  })
})
