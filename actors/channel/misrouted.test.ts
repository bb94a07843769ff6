import { describe, expect, it } from 'vitest'
import { inboxOf, newId } from '@switchboard/shared-types/ids'
import { codeOf, House, message } from './testing/house.ts'

const INPUT = { kind: 'webhook', name: 'Other' } as const

describe('a call for another channel', () => {
  it('is refused by every method, and reads and writes nothing', async () => {
    const theirs = await House.webhook()
    const { id: mine, trace } = new House()
    const { stub, owner } = theirs
    const request = await theirs.request(message('hello'))
    const outgoing = await theirs.outgoing('hello')
    const mail = { from: 'a@example.org', to: 'b@example.org', raw: new Uint8Array() }
    const calls = [
      () => stub.connectAccount(mine, trace, owner, INPUT),
      () => stub.authorise(mine, trace, owner, { code: 'c', state: 's' }),
      () => stub.channel(mine, trace, owner),
      () => stub.update(mine, trace, owner, { paused: true }),
      () => stub.testAccount(mine, trace, owner),
      () => stub.renewHookSecret(mine, trace, owner),
      () => stub.disconnect(mine, trace, owner),
      () => stub.unreadable(mine, trace, owner),
      () => stub.attachment(mine, trace, owner, 'ref'),
      () => stub.hook(mine, trace, 'webhook', request),
      () => stub.ingest(mine, trace, request.body),
      () => stub.takeMail(mine, trace, mail),
      () => stub.enqueue(mine, trace, owner, outgoing),
      () => stub.purge(mine, trace),
      () => stub.health(mine, trace),
    ]
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'actor.misrouted' })
    expect(await theirs.channel()).toMatchObject({ name: 'Shop', state: 'connected', lastReceivedAt: null })
    expect(await theirs.queue()).toEqual([])
  })
})

describe('a call in the name of another inbox', () => {
  it('finds nothing, whatever it asks for', async () => {
    const theirs = await House.webhook()
    const { stub, id, trace } = theirs
    const stranger = inboxOf(newId('per'))
    const answers = [
      await stub.connectAccount(id, trace, stranger, INPUT),
      await stub.authorise(id, trace, stranger, { code: 'c', state: 's' }),
      await stub.channel(id, trace, stranger),
      await stub.update(id, trace, stranger, { paused: true }),
      await stub.testAccount(id, trace, stranger),
      await stub.renewHookSecret(id, trace, stranger),
      await stub.disconnect(id, trace, stranger),
      await stub.unreadable(id, trace, stranger),
      await stub.attachment(id, trace, stranger, 'https://example.org/file'),
      await stub.enqueue(id, trace, stranger, await theirs.outgoing('hello')),
    ]
    expect(answers.map(codeOf)).toEqual(answers.map(() => 'channel.not_found'))
    expect(await theirs.channel()).toMatchObject({ name: 'Shop', state: 'connected' })
    expect(await theirs.tell(message('still mine')), 'the secret is as it was').toBe(200)
  })
})
