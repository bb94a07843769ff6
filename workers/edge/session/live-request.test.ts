import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { withoutOwn } from './live-request.ts'

it('lets no header through that only the house may set, however it is spelled', () => {
  const spelling = fc
    .constantFrom(
      'x-switchboard-inbox',
      'x-switchboard-router',
      'x-switchboard-session',
      'x-switchboard-request-id',
      'x-switchboard-new',
    )
    .chain((name) => fc.mixedCase(fc.constant(name)))
  fc.assert(
    fc.property(spelling, (name) => {
      const kept = withoutOwn(new Headers({ [name]: 'inb_of_someone_else', upgrade: 'websocket' }))
      expect([...kept]).toEqual([['upgrade', 'websocket']])
    }),
  )
})

it('keeps the session cookie from the actor, which has no use for it', () => {
  expect([
    ...withoutOwn(new Headers({ cookie: 'sb_session=secret', 'sec-websocket-version': '13' })),
  ]).toEqual([['sec-websocket-version', '13']])
})
