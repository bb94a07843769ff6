import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { startOrigin, type OriginAnswer } from './origin.ts'

const Sent = z.object({
  from: z.string(),
  to: z.array(z.string()),
  reply_to: z.string().optional(),
  subject: z.string(),
  text: z.string(),
  headers: z.record(z.string(), z.string()),
})
type SentMail = z.infer<typeof Sent>

/** Resend's API on this machine: it knows one key and gives a repetition under its Idempotency-Key the first answer. */
export interface Resend extends AsyncDisposable {
  readonly url: string
  readonly key: string
  /** What left, in order. */
  readonly sent: readonly SentMail[]
}

export async function startResend(): Promise<Resend> {
  const origin = await startOrigin()
  const key = 're_of_the_tests'
  const sent: SentMail[] = []
  const known = new Map<string, string>()
  const guarded =
    (answer: (request: IncomingMessage) => Promise<OriginAnswer>) =>
    async (request: IncomingMessage): Promise<OriginAnswer> =>
      request.headers.authorization === `Bearer ${key}`
        ? await answer(request)
        : json(403, { statusCode: 403, name: 'invalid_api_key', message: 'API key is invalid' })
  origin.set(
    '/domains',
    guarded(async () => json(200, { data: [] })),
  )
  origin.set(
    '/emails',
    guarded(async (request) => {
      const body = await bodyOf(request)
      const repetition = String(request.headers['idempotency-key'])
      if (known.has(repetition) && known.get(repetition) !== body) {
        return json(409, { statusCode: 409, name: 'invalid_idempotent_request', message: 'Another payload' })
      }
      if (!known.has(repetition)) sent.push(Sent.parse(JSON.parse(body)))
      known.set(repetition, body)
      return json(200, { id: repetition })
    }),
  )
  return { url: origin.url, key, sent, [Symbol.asyncDispose]: () => origin.stop() }
}

function json(status: number, value: unknown): OriginAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk)
  return text
}
