/** An answer of Discord that says no. */
export class Refusal extends Error {
  readonly status: number
  readonly code: number
  readonly more: object
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: number,
    message: string,
    more: object = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.more = more
    this.headers = headers
  }

  toResponse(): Response {
    const { status, code, message, more, headers } = this
    return Response.json({ code, message, ...more }, { status, headers })
  }
}

/** https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit */
export function tooMany(seconds: number, global: boolean): Refusal {
  const scope = global ? 'global' : 'user'
  const headers = { 'retry-after': String(Math.ceil(seconds)), 'x-ratelimit-scope': scope }
  return new Refusal(429, 0, 'You are being rate limited.', { retry_after: seconds, global }, headers)
}
