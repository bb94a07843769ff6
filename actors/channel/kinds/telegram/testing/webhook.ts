import type { Update } from '@grammyjs/types'
import { textIn } from './params.ts'
import type { Params } from './params.ts'
import { badRequest } from './refusal.ts'

/** Where updates are brought, by the rules of setWebhook. */
export class Webhook {
  url = ''
  /** A Bot API server of one's own takes plain HTTP too. */
  readonly #local: boolean
  #secret = ''
  #error: { readonly status: number; readonly at: number } | null = null

  constructor(local: boolean) {
    this.#local = local
  }

  set(params: Params): true {
    const url = textIn(params, 'url')
    const secret = textIn(params, 'secret_token')
    if (!url.startsWith('https://') && !this.#local)
      throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
    if (!/^[\w-]{0,256}$/.test(secret)) throw badRequest('secret token contains unallowed characters')
    this.url = url
    this.#secret = secret
    this.#error = null
    return true
  }

  delete(): true {
    this.url = ''
    this.#secret = ''
    return true
  }

  note(status: number, now: number): void {
    this.#error = { status, at: Math.floor(now / 1_000) }
  }

  info(waiting: number): object {
    const { url } = this
    const bare = { url, has_custom_certificate: false, pending_update_count: waiting }
    if (this.#error === null) return bare
    const { status, at } = this.#error
    const said = `Wrong response from the webhook: ${status}`
    return { ...bare, last_error_date: at, last_error_message: said }
  }

  request(update: Update): Request {
    const headers = new Headers({ 'content-type': 'application/json' })
    if (this.#secret !== '') headers.set('x-telegram-bot-api-secret-token', this.#secret)
    return new Request(this.url, { method: 'POST', headers, body: JSON.stringify(update) })
  }
}
