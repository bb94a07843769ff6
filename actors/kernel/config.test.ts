import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

const SECRET = 'correct horse battery staple, and more'
const SEALING_KEY = 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc'
const COMPLETE = {
  ALLOW_NETWORK: '10.0.0.0/8, feeds.lan',
  RSSHUB_BASE_URL: 'https://rsshub.example',
  REGISTRATION: 'invite-only',
  PUBLIC_URL: 'http://localhost:8787',
  AUTH_SECRET: SECRET,
  SEALING_KEYS: `new:${SEALING_KEY}`,
}

describe('the settings', () => {
  it('are read once, checked and named for code', () => {
    expect(readConfig({ ...env, ...COMPLETE })).toEqual({
      allowNetwork: ['10.0.0.0/8', 'feeds.lan'],
      rsshubBaseUrl: 'https://rsshub.example',
      registration: 'invite-only',
      publicUrl: 'http://localhost:8787',
      authSecret: SECRET,
      sealingKeys: [{ id: 'new', bytes: new Uint8Array(32).fill(7) }],
    })
  })

  it('name everything that is missing', () => {
    expect(() => readConfig(env)).toThrow(
      'missing or malformed settings: ALLOW_NETWORK, RSSHUB_BASE_URL, REGISTRATION, PUBLIC_URL, AUTH_SECRET, SEALING_KEYS',
    )
  })

  it.each([
    ['ALLOW_NETWORK', 'not a network!'],
    ['RSSHUB_BASE_URL', 'rsshub'],
    ['REGISTRATION', 'everybody'],
    ['PUBLIC_URL', 'here'],
    ['AUTH_SECRET', 'too short a secret'],
    ['SEALING_KEYS', 'no-key-behind-a-name'],
  ])('name %s when it is malformed, and keep its value to themselves', (name, value) => {
    const reading = () => readConfig({ ...env, ...COMPLETE, [name]: value })
    expect(reading).toThrow(`missing or malformed settings: ${name}`)
    expect(reading).not.toThrow(value)
  })
})
