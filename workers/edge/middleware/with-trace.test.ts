import { Hono } from 'hono'
import { expect, it, vi } from 'vitest'
import type { AppEnv } from '../app-env.ts'
import { withTrace } from './with-trace.ts'

const app = new Hono<AppEnv>().use(withTrace).get('/entries/:id', (c) => c.text(c.var.trace.requestId))

async function ask(requestId?: string) {
  const line = vi.spyOn(console, 'info').mockImplementation(() => {})
  const headers = requestId === undefined ? {} : { 'x-request-id': requestId }
  const response = await app.request('/entries/7?token=secret', { headers })
  return {
    id: response.headers.get('x-request-id'),
    seen: await response.text(),
    logged: String(line.mock.lastCall?.[0]),
  }
}

it('gives every request an id of its own and answers with it', async () => {
  const [first, second] = [await ask(), await ask()]
  expect(first.id).toMatch(/^req_[0-9A-Z]{26}$/)
  expect(first.seen).toBe(first.id)
  expect(second.id).not.toBe(first.id)
})

it('keeps the id of a client that sends a harmless one', async () => {
  expect((await ask('page-load_0001')).id).toBe('page-load_0001')
})

it.each(['short', 'x'.repeat(65), 'with space in it', 'quote"and{brace}'])(
  'gives a new id instead of %j',
  async (sent) => {
    expect((await ask(sent)).id).toMatch(/^req_/)
  },
)

it('logs the pattern of the route and never what was asked for', async () => {
  const { logged, id } = await ask()
  expect(JSON.parse(logged)).toMatchObject({
    level: 'info',
    requestId: id,
    method: 'GET',
    route: '/entries/:id',
    status: 200,
  })
  expect(logged).not.toContain('secret')
})
