import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ErrorEnvelope } from '@switchboard/shared-types/errors'
import { Device, failureOf, join } from './device.ts'
import { startHouse, type House } from './house.ts'

let house: House
let device: Device

beforeAll(async () => {
  house = await startHouse()
  device = new Device(house.url)
})

afterAll(async () => {
  await house.stop()
})

const Document = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
})

async function readDocument() {
  return Document.parse(await (await device.fetch('/api/openapi.json')).json())
}

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const document = await readDocument()
    expect(document.openapi).toMatch(/^3\.1\./)
    const result = await new Validator().validate(document)
    expect(result.errors ?? []).toEqual([])
    expect(result.valid).toBe(true)
  })

  it('names only addresses that answer, with the methods that they take', async () => {
    const { paths } = await readDocument()
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({
        method: method.toUpperCase(),
        path: path.replace(/\{\w+\}/g, 'x'),
      })),
    )
    expect(operations.length).toBeGreaterThan(40)
    for (const { method, path } of operations) {
      const response = await device.fetch(path, { method })
      expect([404, 405], `${method} ${path}`).not.toContain(response.status)
      await response.body?.cancel()
    }
  })

  it('is shown as a page that runs nothing and loads nothing from elsewhere', async () => {
    const response = await device.fetch('/api/docs')
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
    )
    const html = await response.text()
    expect(html).not.toMatch(/<script|<style|\son\w+=|style=|(?:src|href|action)=["']?(?:https?:)?\/\//i)
    expect(html).toContain('/api/subscriptions/{id}/refresh')
    const style = await device.fetch('/api/docs.css')
    expect(style.headers.get('content-type')).toMatch(/^text\/css/)
  })
})

describe('an address that is none', () => {
  it.each([
    ['GET', '/api', '404 route.not_found'],
    ['GET', '/api/nothing', '404 route.not_found'],
    ['POST', '/api/nothing', '404 route.not_found'],
    ['GET', '/api/account/sign-in', '405 route.method_not_allowed'],
    ['PUT', '/api/registration', '405 route.method_not_allowed'],
    ['DELETE', '/health', '405 route.method_not_allowed'],
    ['POST', '/some/page', '405 route.method_not_allowed'],
  ])('%s %s is answered with %s', async (method, path, failure) => {
    expect(await failureOf(await device.fetch(path, { method }))).toBe(failure)
  })

  it('says which methods there are', async () => {
    const response = await device.fetch('/api/registration', { method: 'PUT' })
    expect(response.headers.get('allow')).toBe('GET, HEAD')
  })
})

describe('every answer', () => {
  it('carries a request id: the client’s own where it is harmless', async () => {
    for (const path of ['/', '/health', '/api/registration', '/api/account', '/api/nothing', '/api/docs']) {
      const given = await device.fetch(path)
      expect(given.headers.get('x-request-id')).toMatch(/^req_[0-9A-Z]{26}$/)
      const kept = await device.fetch(path, { headers: { 'x-request-id': 'from-the-client_1' } })
      expect(kept.headers.get('x-request-id')).toBe('from-the-client_1')
    }
    const failed = await device.fetch('/api/account')
    const { error } = ErrorEnvelope.parse(await failed.json())
    expect(error.requestId).toBe(failed.headers.get('x-request-id'))
  })

  it('of the API is kept by no cache', async () => {
    for (const path of ['/api/registration', '/api/account', '/api/openapi.json', '/health']) {
      expect((await device.fetch(path)).headers.get('cache-control')).toBe('no-store')
    }
  })

  it('of the page lets nothing in but the page itself', async () => {
    for (const path of ['/', '/feeds/anything', '/favicon.svg']) {
      const { headers } = await device.fetch(path)
      expect(headers.get('content-security-policy')).toContain("script-src 'self'")
      expect(headers.get('content-security-policy')).not.toContain('unsafe')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('permissions-policy')).toContain('camera=()')
    }
  })
})

describe('health', () => {
  it('tells the version and the time without asking anyone', async () => {
    const { version, time } = z
      .object({ version: z.string(), time: z.iso.datetime() })
      .parse(await (await device.fetch('/health')).json())
    expect(version).toMatch(/^\d+\.\d+\.\d+/)
    expect(Math.abs(Date.parse(time) - Date.now())).toBeLessThan(60_000)
  })

  it('of the actors names those behind one’s own session', async () => {
    const { device: own } = await join(house.url, 'ann')
    const response = await own.fetch('/health/actors')
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      status: 'ok',
      actors: [{ actor: 'identity' }, { actor: 'directory' }, { actor: 'inbox' }, { actor: 'router' }],
    })
  })
})
