import { describe, expect, it } from 'vitest'
import { looseCatalogPins, loosePins } from './loose-pins.ts'

describe('exact versions', () => {
  it('are one version, the workspace or the catalog', () => {
    const dependencies = { a: '1.2.3', b: '0.0.1-beta.6', c: 'workspace:*', d: 'catalog:' }
    expect(loosePins({ dependencies, devDependencies: dependencies })).toEqual([])
  })

  it.each([
    '^1.2.3',
    '~1.2.3',
    '1.x',
    '1',
    '*',
    'latest',
    '>=1.0.0',
    '1.2.3 || 2.0.0',
    'workspace:^',
    'npm:x@1.0.0',
    '',
  ])('are not "%s"', (version) => {
    expect(loosePins({ devDependencies: { a: version } })).toEqual([`a is "${version}"`])
    expect(loosePins({ peerDependencies: { a: version } })).toHaveLength(1)
  })

  it('are asked of the catalog, too', () => {
    const workspace = `packages:\n  - a\n\ncatalog:\n  '@scope/a': 1.2.3\n  b: ^2.0.0\n\n  c: "~1.0.0"\n\nsaveExact: true\n`
    expect(looseCatalogPins(workspace)).toEqual(['b is "^2.0.0"', 'c is "~1.0.0"'])
  })
})
