import { membersOf, textOf } from '../../wire/json.ts'
import { problem } from './problem.ts'
import { responseTo } from './webhooks.ts'

export const APP_TOKEN = 'app-bearer-token'

interface FakeWebhook {
  readonly id: string
  readonly url: string
  valid: boolean
  readonly subscribers: Set<string>
}

/**
 * The webhooks of an app: at most one, at an HTTPS address without a port, which has to answer a challenge before it is
 * taken and whenever X likes; and the accounts that it is told of.
 */
export class FakeWebhooks {
  readonly all: FakeWebhook[] = []
  /** A house that is started for tests has no HTTPS. */
  wantsHttps = true
  /** How an address answers a challenge. */
  ask: (url: string) => Promise<string> = async () => ''
  #counter = 7_000

  /** As the app alone. */
  async answer(request: Request, path: string): Promise<Response> {
    if (request.headers.get('authorization') !== `Bearer ${APP_TOKEN}`)
      return problem(
        403,
        'Unsupported Authentication',
        'Authenticating with OAuth 2.0 User Context is forbidden',
      )
    const id = /^\/2\/webhooks\/(\d+)$/.exec(path)?.[1]
    if (request.method === 'GET') return Response.json({ data: this.all.map(shown) })
    if (request.method === 'POST') return await this.#create(membersOf(await request.json()))
    const known = this.all.find((one) => one.id === id)
    if (known === undefined) return problem(404, 'Not Found Error', 'Not Found')
    if (request.method === 'DELETE') this.all.splice(this.all.indexOf(known), 1)
    else if (!(known.valid = await this.#isAnswered(known.url))) return unanswered()
    return Response.json({ data: { [request.method === 'DELETE' ? 'deleted' : 'valid']: true } })
  }

  /** As the account. @param user whose token it is */
  subscribe(method: string, path: string, user: string): Response {
    const id = /^\/2\/account_activity\/webhooks\/(\d+)\/subscriptions\/all$/.exec(path)?.[1]
    const known = this.all.find((one) => one.id === id)
    if (known === undefined) return problem(404, 'Not Found Error', 'Not Found')
    if (method === 'GET') return Response.json({ data: { subscribed: known.subscribers.has(user) } })
    if (known.subscribers.has(user)) return problem(409, 'Conflict', 'Subscription already exists')
    known.subscribers.add(user)
    return Response.json({ data: { subscribed: true } })
  }

  async #create(fields: Readonly<Record<string, unknown>>): Promise<Response> {
    const url = URL.parse(textOf(fields['url']) ?? '')
    if (url === null || (this.wantsHttps && (url.protocol !== 'https:' || url.port !== '')))
      return problem(400, 'Invalid Request', 'The url is not an HTTPS address without a port')
    if (this.all.some((one) => one.url === url.href))
      return problem(400, 'Invalid Request', 'DuplicateUrlFailed')
    if (this.all.length > 0) return problem(403, 'Forbidden', 'Your app may have no more webhooks')
    if (!(await this.#isAnswered(url.href))) return unanswered()
    const made = {
      id: String((this.#counter += 1)),
      url: url.href,
      valid: true,
      subscribers: new Set<string>(),
    }
    this.all.push(made)
    return Response.json({ data: shown(made) })
  }

  async #isAnswered(url: string): Promise<boolean> {
    const token = btoa(`challenge ${this.#counter}`)
    const answer = await this.ask(`${url}?crc_token=${encodeURIComponent(token)}`)
    return answer === JSON.stringify(await responseTo(token))
  }
}

function shown({ id, url, valid }: FakeWebhook): object {
  return { id, url, valid, created_at: '2026-11-02T10:00:00.000Z' }
}

function unanswered(): Response {
  return problem(400, 'Invalid Request', 'CrcValidationFailed')
}
