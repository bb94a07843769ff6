import { beforeEach, describe, expect, it } from 'vitest'
import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { File, Performed } from '../kind.ts'
import type { WhatsAppAccount } from './account.ts'
import { inThread, WhatsAppHouse } from './testing/account.ts'
import { outgoing } from '../testing/outgoing.ts'
import { ADA } from './testing/fake-meta.ts'
import { whatsapp } from './whatsapp.ts'

let house: WhatsAppHouse
let account: WhatsAppAccount

beforeEach(async () => {
  house = new WhatsAppHouse()
  account = await house.account()
  house.meta.message(ADA, {})
})

const perform = async (act: Outgoing['act'], files: readonly File[] = []): Promise<Performed> =>
  await whatsapp.perform(house.world, account, outgoing(act), files)

const send = async (text: string, files: readonly File[] = [], key: string = ADA.id) =>
  await perform({ type: 'send', thread: inThread(key), text, replyTo: null }, files)

const refusal = (code: number, status = 400) => ({
  status,
  error: { code, message: 'x', type: 'OAuthException' },
})

describe('an answer', () => {
  it('goes to the person by the business-scoped id, never as if that were a number', async () => {
    expect(await send('hello')).toEqual({ outcome: 'sent', reason: null, key: 'wamid.OUT1' })
    expect(house.meta.sent).toMatchObject([
      { peer: ADA.id, body: { recipient: ADA.id, recipient_type: 'individual', text: { body: 'hello' } } },
    ])
    expect(house.meta.sent[0]?.body).not.toHaveProperty('to')
    expect(await send('hello', [], ADA.phone)).toMatchObject({ outcome: 'sent' })
    expect(house.meta.sent[1]?.body).toMatchObject({ to: ADA.phone })
    expect(await send('hello', [], 'no thread')).toMatchObject({ outcome: 'failed' })
  })

  it('names the message that it answers', async () => {
    await perform({ type: 'send', thread: inThread(ADA.id), text: 'yes', replyTo: 'wamid.IN1' })
    expect(house.meta.sent[0]?.body).toMatchObject({ context: { message_id: 'wamid.IN1' } })
  })

  it('after more than 24 hours has failed, because a template is needed', async () => {
    house.clock.pass(24 * 3_600_000 + 1)
    const outcome = await send('late')
    expect(outcome.outcome).toBe('failed')
    expect(outcome.reason).toContain('approved template')
    expect(house.meta.sent).toEqual([])
  })

  it('that comes too soon after another is tried again, and then goes', async () => {
    await send('one')
    expect(await send('two')).toEqual({
      outcome: 'retry',
      reason: 'WhatsApp asks for patience.',
      afterMs: 6_000,
    })
    house.clock.pass(6_000)
    expect(await send('two')).toMatchObject({ outcome: 'sent' })
    expect(house.meta.sent).toHaveLength(2)
  })

  it('is tried again after 130429, 4, 80007 and 429, as late as Meta says', async () => {
    house.meta.next(refusal(130429), refusal(4), refusal(80007), { ...refusal(5, 429), retryAfter: 90 })
    const waits = [await send('x'), await send('x'), await send('x'), await send('x')]
    expect(waits.map(({ outcome, afterMs }) => [outcome, afterMs])).toEqual([
      ['retry', 5_000],
      ['retry', 60_000],
      ['retry', 60_000],
      ['retry', 90_000],
    ])
  })

  it('shows that new credentials are needed when the token is not good', async () => {
    house.meta.tokens.clear()
    expect(await send('x')).toMatchObject({ outcome: 'unauthorised' })
  })

  it('has failed when Meta refuses it, and says why', async () => {
    house.meta.next(refusal(131026), refusal(131030))
    const [one, two] = [await send('x'), await send('x')]
    expect([one.outcome, two.outcome]).toEqual(['failed', 'failed'])
    expect(one.reason).toContain('no account')
    expect(two.reason).toContain('test recipients')
    expect(await send('x'.repeat(4_097))).toMatchObject({ outcome: 'failed' })
  })

  it('whose confirmation is lost, or that broke at Meta, is unknown', async () => {
    house.meta.next('lost', 'taken', refusal(131000, 500))
    for (let time = 0; time < 3; time += 1) expect(await send('x')).toMatchObject({ outcome: 'unknown' })
    expect(house.meta.sent).toHaveLength(1)
  })

  it('keeps to the pace of its pair and of the number', () => {
    const paces = whatsapp.paces(
      outgoing({ type: 'send', thread: inThread(ADA.id), text: '', replyTo: null }),
    )
    expect(paces).toEqual([
      { key: `pair:${ADA.id}`, burst: 20, everyMs: 6_000 },
      { key: 'all', burst: 80, everyMs: 13 },
    ])
  })
})

describe('an answer with a file', () => {
  const file = (type: string): File => ({ name: 'a.bin', type, bytes: new Uint8Array([1, 2, 3]) })

  it.each([
    ['image/png', 'look', { type: 'image', image: { id: 'M1', caption: 'look' } }],
    ['video/mp4', '', { type: 'video', video: { id: 'M1' } }],
    ['audio/ogg', '', { type: 'audio', audio: { id: 'M1' } }],
    [
      'audio/ogg',
      'listen',
      { type: 'document', document: { id: 'M1', caption: 'listen', filename: 'a.bin' } },
    ],
    ['application/pdf', '', { type: 'document', document: { id: 'M1', filename: 'a.bin' } }],
  ])('of the type %s and the text "%s" is uploaded and sent as it should be', async (type, text, body) => {
    expect(await send(text, [file(type)])).toMatchObject({ outcome: 'sent' })
    expect(house.meta.media.get('M1')).toMatchObject({ type, bytes: new Uint8Array([1, 2, 3]) })
    expect(house.meta.sent[0]?.body).toMatchObject(body)
  })

  it('takes a text of 1,024 characters beside it, and with a longer one is refused before anything leaves', async () => {
    expect(whatsapp.features).toMatchObject({ maxLength: 4_096, maxCaptionLength: 1_024 })
    expect(await send('x'.repeat(1_025), [file('image/png')])).toMatchObject({ outcome: 'failed' })
    expect(house.meta.media.size).toBe(0)
    expect(await send('x'.repeat(1_024), [file('image/png')])).toMatchObject({ outcome: 'sent' })
  })

  it('is tried again when the upload is lost, and nothing is sent of more than one', async () => {
    house.meta.next('lost')
    expect(await send('x', [file('image/png')])).toMatchObject({ outcome: 'retry' })
    expect(await send('x', [file('image/png'), file('image/png')])).toMatchObject({ outcome: 'failed' })
    expect(house.meta.sent).toEqual([])
  })
})

describe('other acts', () => {
  const thread = inThread(ADA.id)

  it('set the one reaction, and take it away', async () => {
    const react = async (reactions: string[]) =>
      await perform({ type: 'react', thread, key: 'wamid.1', reactions })
    expect(await react(['👍'])).toMatchObject({ outcome: 'sent' })
    house.clock.pass(6_000)
    expect(await react([])).toMatchObject({ outcome: 'sent' })
    expect(house.meta.sent.map(({ body }) => body['reaction'])).toEqual([
      { message_id: 'wamid.1', emoji: '👍' },
      { message_id: 'wamid.1', emoji: '' },
    ])
    expect(await react(['👍', '🎉'])).toMatchObject({ outcome: 'failed' })
  })

  it('that WhatsApp does not know fail without a call', async () => {
    const calls = house.meta.requests.length
    expect(await perform({ type: 'edit', thread, key: 'wamid.1', text: 'x' })).toMatchObject({
      outcome: 'failed',
    })
    expect(await perform({ type: 'delete', thread, key: 'wamid.1' })).toMatchObject({ outcome: 'failed' })
    expect(house.meta.requests).toHaveLength(calls)
  })
})

describe('the credentials', () => {
  it('are tested by asking for the phone number', async () => {
    expect(await house.connect()).toMatchObject({
      ok: true,
      value: { account: '+1 555-078-3881 (Lucky Shrub)' },
    })
    expect(await house.connect('bad')).toMatchObject({
      ok: false,
      error: { code: 'channel.bad_credentials' },
    })
    // A GET that got no answer is sent once more.
    house.meta.next('lost', 'lost')
    expect(await house.connect()).toMatchObject({ ok: false, error: { code: 'channel.unreachable' } })
    expect(await whatsapp.test(house.world, account)).toEqual({ ok: true, value: null })
  })
})

describe('a file that came in', () => {
  it('is fetched in two steps with the token', async () => {
    house.meta.media.set('77', { type: 'image/jpeg', bytes: new Uint8Array([9]) })
    const fetched = await whatsapp.attachment?.(house.world, account, '77')
    expect(fetched).toEqual({ ok: true, value: { type: 'image/jpeg', bytes: new Uint8Array([9]) } })
  })

  it('that Meta no longer has is gone, and one that cannot be had now is not', async () => {
    expect(await whatsapp.attachment?.(house.world, account, '78')).toMatchObject({
      ok: false,
      error: { code: 'attachment.gone' },
    })
    house.meta.next('lost', 'lost')
    expect(await whatsapp.attachment?.(house.world, account, '78')).toMatchObject({
      ok: false,
      error: { code: 'channel.unreachable' },
    })
  })
})
