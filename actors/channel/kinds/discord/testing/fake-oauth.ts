import type { Guilds } from './guilds.ts'

export const CLIENT_SECRET = 'a-client-secret-of-the-tests'
const WEEK_MS = 7 * 24 * 60 * 60_000

interface Grant {
  readonly scopes: readonly string[]
  readonly guild: string
}

/**
 * OAuth2 of Discord with its way to bring a bot to a server: codes that are good once and for one address, access tokens
 * for a week, refresh tokens that are good once, and a revocation that takes back all that was given with a token.
 */
export class FakeOAuth {
  /** What the application says where people may be sent back to. */
  readonly redirects = new Set<string>()
  readonly tokens = new Map<string, Grant & { readonly endsAt: number }>()
  readonly refreshTokens = new Map<string, Grant>()
  readonly #codes = new Map<string, Grant & { readonly redirect: string }>()
  readonly #guilds: Guilds
  readonly #application: string
  readonly #now: () => number
  #counter = 0

  constructor(guilds: Guilds, application: string, now: () => number) {
    this.#guilds = guilds
    this.#application = application
    this.#now = now
  }

  /** The person allows it and chooses a server, which the bot joins. @returns what their browser brings back */
  allow(authoriseUrl: string, guild: string): { code: string; state: string } {
    const url = new URL(authoriseUrl)
    const asked = Object.fromEntries(url.searchParams)
    const { client_id: client, scope = '', redirect_uri: redirect = '', permissions = '' } = asked
    const scopes = scope.split(' ')
    const isWhole =
      url.pathname === '/oauth2/authorize' &&
      asked['response_type'] === 'code' &&
      client === this.#application &&
      scopes.includes('bot') &&
      /^\d+$/.test(permissions)
    if (!isWhole) throw new Error(`Discord would not show ${authoriseUrl}`)
    if (!this.redirects.has(redirect)) throw new Error(`Discord knows no way back to ${redirect}`)
    this.#guilds.get(guild).member = true
    const code = `code-${(this.#counter += 1)}`
    this.#codes.set(code, { redirect, scopes, guild })
    return { code, state: asked['state'] ?? '' }
  }

  /** The person takes it back in their settings. */
  takeBack(): void {
    this.tokens.clear()
    this.refreshTokens.clear()
  }

  async answer(request: Request, path: string): Promise<Response> {
    if (path === '/oauth2/@me') return this.#whoAmI(request.headers.get('authorization') ?? '')
    if (request.headers.get('content-type') !== 'application/x-www-form-urlencoded')
      return refuse('invalid_request', 'Only forms are taken here.')
    const basic = `Basic ${btoa(`${this.#application}:${CLIENT_SECRET}`)}`
    if (request.headers.get('authorization') !== basic) return refuse('invalid_client', undefined, 401)
    const form = new URLSearchParams(new TextDecoder().decode(await request.arrayBuffer()))
    if (path === '/oauth2/token/revoke') return this.#revoke(form.get('token') ?? '')
    return form.get('grant_type') === 'refresh_token' ? this.#refresh(form) : this.#exchange(form)
  }

  #whoAmI(authorization: string): Response {
    const token = this.tokens.get(authorization.replace('Bearer ', ''))
    if (token !== undefined && token.endsAt > this.#now()) return Response.json({ scopes: token.scopes })
    return Response.json({ code: 0, message: '401: Unauthorized' }, { status: 401 })
  }

  #exchange(form: URLSearchParams): Response {
    const code = form.get('code') ?? ''
    const asked = this.#codes.get(code)
    this.#codes.delete(code)
    if (asked === undefined) return refuse('invalid_grant', 'Invalid "code" in request.')
    if (asked.redirect !== form.get('redirect_uri'))
      return refuse('invalid_grant', 'Invalid "redirect_uri" in request.')
    // The server is told to those alone who may know of servers.
    const { id, name } = this.#guilds.get(asked.guild)
    return this.#grant(asked, asked.scopes.includes('guilds') ? { guild: { id, name, roles: [] } } : {})
  }

  #refresh(form: URLSearchParams): Response {
    const token = form.get('refresh_token') ?? ''
    const grant = this.refreshTokens.get(token)
    this.refreshTokens.delete(token)
    return grant === undefined ? refuse('invalid_grant') : this.#grant(grant)
  }

  /** RFC 7009: a token that is not known is revoked already. */
  #revoke(token: string): Response {
    const known = this.tokens.get(token) ?? this.refreshTokens.get(token)
    for (const tokens of [this.tokens, this.refreshTokens])
      for (const [other, { guild }] of tokens) if (guild === known?.guild) tokens.delete(other)
    return Response.json({})
  }

  #grant({ scopes, guild }: Grant, more: object = {}): Response {
    this.#counter += 1
    const [token, refresh] = [`access-${this.#counter}`, `refresh-${this.#counter}`]
    this.tokens.set(token, { scopes, guild, endsAt: this.#now() + WEEK_MS })
    this.refreshTokens.set(refresh, { scopes, guild })
    const expires = { token_type: 'Bearer', expires_in: WEEK_MS / 1_000, scope: scopes.join(' ') }
    return Response.json({ access_token: token, refresh_token: refresh, ...expires, ...more })
  }
}

/** RFC 6749, 5.2 */
function refuse(error: string, description?: string, status = 400): Response {
  return Response.json({ error, error_description: description }, { status })
}
