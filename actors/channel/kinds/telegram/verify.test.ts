import { describe, expect, it } from 'vitest'
import { ANN, connectedBot, hookRequest } from './testing/chat.ts'
import { telegram } from './telegram.ts'
import { verifyUpdate } from './verify.ts'

async function signed() {
  const { fake, account } = await connectedBot('hook')
  const request = await hookRequest(fake.webhook.request(fake.say(ANN, { text: 'hi' })))
  return { account, request }
}

describe('an update that comes by webhook', () => {
  it('is accepted with the secret token that setWebhook told Telegram', async () => {
    const { account, request } = await signed()
    expect(await verifyUpdate(request, account)).toEqual({ verdict: 'accept' })
  })

  it('is refused with 401 where the secret token is missing, empty, cut or another one', async () => {
    const { account, request } = await signed()
    const { 'x-telegram-bot-api-secret-token': secret = '', ...bare } = request.headers
    for (const given of [undefined, '', secret.slice(1), `${secret}x`, secret.toUpperCase(), 'x']) {
      const headers = given === undefined ? bare : { ...bare, 'x-telegram-bot-api-secret-token': given }
      const verdict = await verifyUpdate({ ...request, headers }, account)
      expect(verdict).toMatchObject({ verdict: 'refuse', status: 401 })
      expect(JSON.stringify(verdict)).not.toContain(secret)
    }
  })

  it('is refused where the channel has no secret at all', async () => {
    const { account, request } = await signed()
    const open = { ...account, secrets: { ...account.secrets, hookSecret: '' } }
    const headers = { ...request.headers, 'x-telegram-bot-api-secret-token': '' }
    expect(await verifyUpdate({ ...request, headers }, open)).toMatchObject({ status: 401 })
    expect(await verifyUpdate(request, open)).toMatchObject({ status: 401 })
  })

  it('is refused with 405 where it is no POST', async () => {
    const { account, request } = await signed()
    expect(await verifyUpdate({ ...request, method: 'GET' }, account)).toMatchObject({ status: 405 })
  })

  it('comes with a secret of 1 to 256 characters of A-Z a-z 0-9 _ -', async () => {
    const { account } = await signed()
    expect(account.secrets.hookSecret).toMatch(/^[\w-]{43}$/)
  })

  it('has a bound on its size', () => {
    expect(telegram.hook?.maxBytes).toBeLessThanOrEqual(1_000_000)
  })
})
