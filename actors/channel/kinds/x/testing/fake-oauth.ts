export const CLIENT = { clientId: 'client-id', clientSecret: 'client-secret' }
export const AUTHORISE_URL = 'https://x.example/i/oauth2/authorize'

interface Asked {
  readonly redirectUri: string
  readonly challenge: string
  readonly scopes: readonly string[]
}

/**
 * OAuth 2.0 of X: codes that are good once and for who knows the verifier, access tokens for two hours, refresh tokens
 * that are good once and give the next one.
 */
export class FakeOAuth {
  /** Of the person who allowed it: until when, in ms, and for what. */
  readonly tokens = new Map<string, { endsAt: number; scopes: readonly string[] }>()
  readonly refreshTokens = new Map<string, readonly string[]>()
  /** Whether the app is a confidential client, which has to show its secret. */
  confidential = true
  readonly #codes = new Map<string, Asked>()
  readonly #now: () => number
  #counter = 0

  constructor(now: () => number) {
    this.#now = now
  }

  /** The person allows it. @returns the code and the state that their browser brings back */
  allow(authoriseUrl: string): { code: string; state: string } {
    const url = new URL(authoriseUrl)
    const asked = Object.fromEntries(url.searchParams)
    const {
      client_id: client,
      scope = '',
      code_challenge: challenge = '',
      redirect_uri: redirectUri = '',
    } = asked
    const isWhole =
      `${url.origin}${url.pathname}` === AUTHORISE_URL &&
      asked['response_type'] === 'code' &&
      asked['code_challenge_method'] === 'S256' &&
      /^[\w-]{43}$/.test(challenge) &&
      client === CLIENT.clientId
    if (!isWhole) throw new Error(`X would not show ${authoriseUrl}`)
    const scopes = scope.split(' ')
    if (!scopes.includes('offline.access')) throw new Error('there would be no refresh token')
    const code = `code-${(this.#counter += 1)}`
    this.#codes.set(code, { redirectUri, challenge, scopes })
    return { code, state: asked['state'] ?? '' }
  }

  /** @returns what a token is good for now; null: it is no good */
  scopesOf(token: string): readonly string[] | null {
    const known = this.tokens.get(token)
    return known !== undefined && known.endsAt > this.#now() ? known.scopes : null
  }

  async answer(request: Request, path: string): Promise<Response> {
    const form = new URLSearchParams(new TextDecoder().decode(await request.arrayBuffer()))
    if (!this.#isClient(request, form))
      return refuse(401, 'unauthorized_client', 'Missing valid authorization header')
    if (path === '/2/oauth2/revoke') return this.#revoke(form)
    return form.get('grant_type') === 'refresh_token' ? this.#refresh(form) : await this.#exchange(form)
  }

  #isClient(request: Request, form: URLSearchParams): boolean {
    const basic = `Basic ${btoa(`${CLIENT.clientId}:${CLIENT.clientSecret}`)}`
    if (this.confidential) return request.headers.get('authorization') === basic
    return form.get('client_id') === CLIENT.clientId && request.headers.get('authorization') === null
  }

  async #exchange(form: URLSearchParams): Promise<Response> {
    const code = form.get('code') ?? ''
    const asked = this.#codes.get(code)
    this.#codes.delete(code)
    if (asked === undefined) return invalid('authorization code')
    if (asked.redirectUri !== form.get('redirect_uri')) return invalid('redirect uri')
    const challenge = await challengeOf(form.get('code_verifier') ?? '')
    return challenge === asked.challenge ? this.#grant(asked.scopes) : invalid('code verifier')
  }

  #refresh(form: URLSearchParams): Response {
    const token = form.get('refresh_token') ?? ''
    const scopes = this.refreshTokens.get(token)
    this.refreshTokens.delete(token)
    return scopes === undefined ? invalid('token') : this.#grant(scopes)
  }

  #revoke(form: URLSearchParams): Response {
    const token = form.get('token') ?? ''
    const known = this.tokens.delete(token) || this.refreshTokens.delete(token)
    return known ? Response.json({ revoked: true }) : invalid('token')
  }

  #grant(scopes: readonly string[]): Response {
    this.#counter += 1
    const [token, refresh] = [`access-${this.#counter}`, `refresh-${this.#counter}`]
    this.tokens.set(token, { endsAt: this.#now() + 7_200_000, scopes })
    this.refreshTokens.set(refresh, scopes)
    return Response.json({
      token_type: 'bearer',
      expires_in: 7_200,
      access_token: token,
      refresh_token: refresh,
    })
  }
}

function refuse(status: number, error: string, description: string): Response {
  return Response.json({ error, error_description: description }, { status })
}

function invalid(what: string): Response {
  return refuse(400, 'invalid_request', `Value passed for the ${what} was invalid.`)
}

/** RFC 7636, 4.2 */
async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)))
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
