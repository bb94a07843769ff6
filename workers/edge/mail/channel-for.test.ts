import { describe, expect, it } from 'vitest'
import { newId } from '@switchboard/shared-types/ids'
import { configOf } from '../config.ts'
import { channelFor } from './channel-for.ts'

const channel = newId('chn')
const other = newId('chn')
const tag = channel.slice('chn_'.length)
const addresses = new Map([['me@example.org', other]])

describe('the address of a mail', () => {
  it('names its channel behind a plus, in capitals or not', () => {
    expect(channelFor(`inbox+${tag}@example.org`, addresses)).toBe(channel)
    expect(channelFor(`Inbox+${tag.toLowerCase()}@Example.ORG`, addresses)).toBe(channel)
  })

  it('is looked up where it names none, with or without what stands behind its plus', () => {
    expect(channelFor('Me@Example.org', addresses)).toBe(other)
    expect(channelFor('me+r1-kx2-0123456789abcdef@example.org', addresses)).toBe(other)
  })

  it('of nobody is nobody’s', () => {
    for (const address of [
      'you@example.org',
      'inbox+x@example.org',
      `${tag}@example.org`,
      'me@example.org@x',
      '',
      '@',
    ]) {
      expect(channelFor(address, addresses)).toBeNull()
    }
  })
})

describe('the addresses in the settings', () => {
  const secret = { CLAIMS_SECRET: 'x'.repeat(32) }

  it('are read by commas', () => {
    const env = { ...secret, MAIL_ADDRESSES: ` Me@Example.org=${channel}, you@example.org=${other}` }
    expect([...configOf(env).mailAddresses]).toEqual([
      ['me@example.org', channel],
      ['you@example.org', other],
    ])
    expect(configOf({ ...secret, MAIL_ADDRESSES: '' }).mailAddresses.size).toBe(0)
  })

  it('are named when they are malformed', () => {
    for (const text of ['me@example.org', channel, 'me@example.org=x', `me=${channel}`]) {
      expect(() => configOf({ ...secret, MAIL_ADDRESSES: text })).toThrow('MAIL_ADDRESSES')
    }
  })
})
