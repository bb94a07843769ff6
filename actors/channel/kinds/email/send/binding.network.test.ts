import * as z from 'zod'
import { describe, expect, it, vi } from 'vitest'
import { House, valueOf, WAIT } from '../../../testing/house.ts'
import { OWN, PLAIN, POSTFIX_BOUNCE } from '../testing/mails.ts'

const NEWCOMER = ['From: eve@elsewhere.example', 'Message-ID: <e@x>', 'Subject: Hi', '', 'Hello']

/** A mailbox in the whole actor, whose answers the simulated network reads and judges by the platform's rules. */
async function mailHouse() {
  const house = new House()
  await house.connect({ kind: 'email', address: OWN, sending: { by: 'binding' }, subAddresses: false })
  const take = async (raw: readonly string[], from = 'ada@example.com') => {
    const bytes = new TextEncoder().encode(raw.join('\r\n'))
    return valueOf(await house.stub.takeMail(house.id, house.trace, { from, to: OWN, raw: bytes }))
  }
  await take(PLAIN)
  return { house, take }
}

/** The ids that the network put in place of ours. */
async function givenIds(house: House): Promise<string[]> {
  const rows = await house.rows('SELECT message_id FROM letters WHERE known_as IS NOT NULL ORDER BY no')
  return rows.map((row) => z.string().parse(row['message_id']))
}

describe('an answer by Cloudflare’s binding', () => {
  it('is a mail that the platform takes', async () => {
    const { house } = await mailHouse()
    const id = await house.send('Grüße — yes, gladly.\n\nLine two.', { thread: '1' })
    await house.reaches(id, 'sent')
    expect((await house.queue())[0]).toMatchObject({ state: 'sent', reason: null, attempts: 1 })
  })

  it('goes to everybody, by a mail each', async () => {
    const { house, take } = await mailHouse()
    await take(['Cc: bob@example.com', ...PLAIN.map((line) => line.replace('<first@', '<second@'))])
    const act = { type: 'send', text: 'Yes.', replyTo: '<second@example.com>' } as const
    const thread = { key: '2', kind: 'group', title: null, url: null } as const
    const id = await house.send('', { act: { ...act, thread } })
    await house.reaches(id, 'sent')
    expect(new Set(await givenIds(house)).size).toBe(2)
  })

  it('that is answered under the platform’s id is found again, and so is its bounce', async () => {
    const { house, take } = await mailHouse()
    const id = await house.send('Yes.', { thread: '1' })
    await house.reaches(id, 'sent')
    const [given = ''] = await givenIds(house)
    expect(given).toMatch(/^<.+@.+>$/)
    await take(['From: ada@example.com', `In-Reply-To: ${given}`, 'Message-ID: <b@x>', '', 'Fine!'])
    await take(
      POSTFIX_BOUNCE.map((line) => line.replace('<msg_ours@example.org>', given)),
      '',
    )
    await vi.waitFor(async () => {
      const messages = await house.messages('1')
      expect(messages.map(({ text }) => text)).toContain('Fine!')
      expect(messages.find(({ nature }) => nature === 'bounce')?.text).toContain('could not')
    }, WAIT)
  })

  it('to whom the binding may not write is refused with that reason', async () => {
    const { house, take } = await mailHouse()
    await take(NEWCOMER, 'eve@elsewhere.example')
    const [row] = await house.rows("SELECT thread FROM letters WHERE message_id = '<e@x>'")
    const id = await house.send('Hello', { thread: Number(row?.['thread']).toString(36) })
    await house.reaches(id, 'failed')
    expect((await house.queue())[0]?.reason).toContain('email to eve@elsewhere.example not allowed')
  })
})
