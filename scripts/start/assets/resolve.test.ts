import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { describeAssets } from './describe.ts'
import type { AssetManifest } from './manifest.ts'
import { resolveAsset } from './resolve.ts'
import worker from './worker.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'switchboard-assets-'))
mkdirSync(path.join(folder, 'assets'))
mkdirSync(path.join(folder, 'docs'))
const FILES = {
  'index.html': 'page',
  'about.html': 'about',
  'docs/index.html': 'docs',
  'a name.txt': 'spaces',
  _headers: '/*\n  x: y',
  'assets/index-CqVf0a_9.js': 'script',
}
for (const [name, content] of Object.entries(FILES)) writeFileSync(path.join(folder, name), content)
afterAll(() => rmSync(folder, { recursive: true }))
const manifest = describeAssets(folder)

function ask(url: string, init: RequestInit = {}, handling: 'none' | 'single-page-application' = 'none') {
  return worker.fetch(new Request(`http://house${url}`, init), {
    MANIFEST: manifest,
    NOT_FOUND_HANDLING: handling,
    DISK: {
      fetch: (file: string) => {
        const name = decodeURIComponent(new URL(file).pathname.slice(1))
        const known = Object.entries(FILES).find(([path_]) => path_ === name)
        return Promise.resolve(new Response(known?.[1] ?? '', { status: known === undefined ? 404 : 200 }))
      },
    },
  })
}

describe('the assets on one machine', () => {
  it.each([
    ['/', 'page', 'text/html; charset=utf-8'],
    ['/about', 'about', 'text/html; charset=utf-8'],
    ['/docs/', 'docs', 'text/html; charset=utf-8'],
    ['/a%20name.txt', 'spaces', 'text/plain; charset=utf-8'],
    ['/assets/index-CqVf0a_9.js', 'script', 'text/javascript; charset=utf-8'],
  ])('serve %s', async (url, body, type) => {
    const response = await ask(url)
    expect(await response.text()).toBe(body)
    expect(response.headers.get('content-type')).toBe(type)
  })

  it('answer 304 to the tag they gave, in every form a client may send it', async () => {
    const etag = (await ask('/')).headers.get('etag') ?? ''
    for (const sent of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const response = await ask('/', { headers: { 'if-none-match': sent } })
      expect(response.status).toBe(304)
      expect(response.headers.get('etag')).toBe(etag)
    }
    expect((await ask('/', { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
  })

  it('let a browser keep for ever only what is named by its content', async () => {
    expect((await ask('/assets/index-CqVf0a_9.js')).headers.get('cache-control')).toContain('immutable')
    expect((await ask('/')).headers.get('cache-control')).toContain('must-revalidate')
  })

  it('answer HEAD without a body and refuse to be written to', async () => {
    const head = await ask('/', { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect((await ask('/', { method: 'POST' })).status).toBe(405)
  })

  it('send the long form of a page to its short one, with the query', async () => {
    expect((await ask('/index.html?a=1')).headers.get('location')).toBe('/?a=1')
    expect((await ask('/about.html')).headers.get('location')).toBe('/about')
    expect((await ask('/docs/index.html')).headers.get('location')).toBe('/docs/')
  })

  it('fall back to the page only where the configuration says so', async () => {
    expect((await ask('/feeds/1')).status).toBe(404)
    const page = await ask('/feeds/1', {}, 'single-page-application')
    expect([page.status, await page.text()]).toEqual([200, 'page'])
  })

  it('reach nothing outside of the folder and no settings', () => {
    const outside = ['/../secret', '/%2e%2e/secret', '/..%2fsecret', '/%00', '/%', '/_headers', '/__proto__']
    for (const name of outside) expect(resolveAsset(manifest, name, 'none')).toEqual({ kind: 'missing' })
    const empty: AssetManifest = {}
    expect(resolveAsset(empty, '/', 'single-page-application')).toEqual({ kind: 'missing' })
  })
})
