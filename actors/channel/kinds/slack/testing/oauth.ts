import type { FakeSlack } from './fake-slack.ts'

export const CLIENT = { clientId: '123.456', clientSecret: 'client-secret' }

/** oauth.v2.access: codes and refresh tokens are good once, access tokens for twelve hours where they rotate. */
export class FakeOAuth {
  rotates = false
  readonly #slack: FakeSlack
  readonly #codes = new Map<string, string>()
  readonly #refreshTokens = new Set<string>()
  #counter = 0

  constructor(slack: FakeSlack) {
    this.#slack = slack
  }

  /** The person allows it. @returns the code and the state that their browser brings back */
  allow(authoriseUrl: string): { code: string; state: string } {
    const url = new URL(authoriseUrl)
    const asked = Object.fromEntries(url.searchParams)
    if (url.pathname !== '/oauth/v2/authorize' || asked['client_id'] !== CLIENT.clientId || !asked['scope'])
      throw new Error(`Slack would not show ${authoriseUrl}`)
    const code = `code-${(this.#counter += 1)}`
    this.#codes.set(code, asked['redirect_uri'] ?? '')
    return { code, state: asked['state'] ?? '' }
  }

  access(args: URLSearchParams): Record<string, unknown> {
    if (args.get('client_id') !== CLIENT.clientId || args.get('client_secret') !== CLIENT.clientSecret)
      return { ok: false, error: 'bad_client_secret' }
    if (args.get('grant_type') === 'refresh_token')
      return this.#refreshTokens.delete(args.get('refresh_token') ?? '')
        ? this.#grant()
        : { ok: false, error: 'invalid_refresh_token' }
    const code = args.get('code') ?? ''
    const redirect = this.#codes.get(code)
    if (redirect === undefined) return { ok: false, error: 'invalid_code' }
    if (redirect !== args.get('redirect_uri')) return { ok: false, error: 'bad_redirect_uri' }
    this.#codes.delete(code)
    return this.#grant()
  }

  #grant(): Record<string, unknown> {
    this.#counter += 1
    const token = `${this.rotates ? 'xoxe.xoxb' : 'xoxb'}-${this.#counter}`
    this.#slack.tokens.add(token)
    const granted = { ok: true, access_token: token, token_type: 'bot', scope: 'chat:write' }
    if (!this.rotates) return granted
    const refreshToken = `xoxe-${this.#counter}`
    this.#refreshTokens.add(refreshToken)
    return { ...granted, expires_in: 43_200, refresh_token: refreshToken }
  }
}
