import { z } from 'zod'

const Body = z.record(z.string(), z.unknown())

/** A signed-in person of a running house, as a browser would be one. */
export class BenchPerson {
  readonly url: string
  readonly cookie: string

  /** @param cookie of a person who is signed in */
  constructor(url: string, cookie: string) {
    this.url = url
    this.cookie = cookie
  }

  static async signUp(url: string): Promise<BenchPerson> {
    const response = await fetch(`${url}/api/account/sign-up`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ name: 'Bench', email: 'bench@example.com', password: 'a long bench password' }),
    })
    if (!response.ok) throw new Error(`sign-up answered ${response.status}: ${await response.text()}`)
    return new BenchPerson(url, cookieOf(response.headers.getSetCookie()))
  }

  /** Calls the API and gives back the JSON body; throws on any answer but a 2xx. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    type = 'application/json',
  ): Promise<z.infer<typeof Body>> {
    const response = await fetch(this.url + path, {
      method,
      headers: { cookie: this.cookie, origin: this.url, 'content-type': type },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
    return Body.parse(JSON.parse(text))
  }
}

/** @returns the header that sends back what `Set-Cookie` lines set */
export function cookieOf(lines: readonly string[]): string {
  return lines.map((line) => line.split(';')[0]).join('; ')
}
