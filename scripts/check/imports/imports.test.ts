import { describe, expect, it } from 'vitest'
import { judgeImport } from './direction.ts'
import { readImports } from './read-imports.ts'

const judge = (file: string, specifier: string, typeOnly = false) =>
  judgeImport(file, { specifier, typeOnly })

describe('the direction of imports', () => {
  it.each([
    ['workers/edge/worker.ts', '@switchboard/shared-types/ids'],
    ['actors/feed/actor.ts', '@switchboard/kernel/actor'],
    ['actors/feed/parse/parse.ts', '../types.ts'],
    ['actors/kernel/actor.ts', '@switchboard/shared-types/ids'],
    ['actors/host.ts', '@switchboard/inbox/actor'],
    ['actors/inbox/live/live.test.ts', '../../testing/rows-written.ts'],
    ['actors/inbox/testing/house.ts', '../../testing/rows-written.ts'],
    ['actors/kernel/jobs/job.test.ts', '@switchboard/testing/kernel/script'],
    ['actors/testing/kernel/host.ts', '@switchboard/directory/actor'],
    ['actors/inbox/live/doc.test.ts', '../../../docs/realtime.md?raw'],
    ['scripts/bench/run.ts', '@switchboard/feed/pipeline'],
    ['workers/web/app/api.ts', 'hono/client'],
  ])('lets %s import %s', (file, specifier) => {
    expect(judge(file, specifier)).toBeNull()
  })

  it.each([
    ['workers/edge/worker.ts', '@switchboard/kernel/log'],
    ['workers/edge/worker.ts', '@switchboard/feed/actor'],
    ['workers/edge/worker.ts', '@switchboard/admin/entry'],
    ['workers/edge/worker.ts', '../admin/entry.ts'],
    ['workers/web/app/api.ts', '@switchboard/edge/app'],
    ['actors/feed/actor.ts', '@switchboard/inbox/actor'],
    ['actors/feed/actor.ts', '../inbox/actor.ts'],
    ['actors/feed/actor.ts', '../kernel/actor.ts'],
    ['actors/feed/actor.ts', '../testing/rows-written.ts'],
    ['actors/feed/actor.ts', '@switchboard/testing/script'],
    ['actors/feed/actor.ts', '@switchboard/feed/types'],
    ['actors/kernel/actor.ts', '@switchboard/feed/types'],
    ['shared-types/ids.ts', '@switchboard/kernel/log'],
    ['shared-types/ids.ts', '../actors/kernel/log.ts'],
    ['scripts/start/main.ts', '@switchboard/edge/worker'],
    ['workers/edge/worker.ts', '@switchboard/shared-types/ids.ts'],
    ['actors/feed/actor.ts', './types'],
    ['actors/feed/actor.ts', '../../docs/realtime.md'],
    ['scripts/e2e/device.ts', '@switchboard/edge/app'],
  ])('does not let %s import %s', (file, specifier) => {
    expect(judge(file, specifier)).not.toBeNull()
  })

  it('lets the page know the types of the edge', () => {
    expect(judge('workers/web/app/api.ts', '@switchboard/edge/app', true)).toBeNull()
    expect(judge('workers/edge/worker.ts', '@switchboard/feed/actor', true)).not.toBeNull()
  })
})

describe('the imports of a module', () => {
  it('are found in every form that there is', () => {
    const source = `
      import a from 'default'; import { type b } from 'inline-type'; import type { c } from 'type'; import 'effect'
      export * from 'all'; export { d } from 'named'; export type { e } from 'named-type'; export const own = 1
      type F = import('inside-type').F; const g = await import('dynamic'); const h = await import(own)
      // import 'comment'
      const i = "import 'string'"`
    expect(readImports('module.ts', source)).toEqual([
      { specifier: 'default', typeOnly: false },
      { specifier: 'inline-type', typeOnly: false },
      { specifier: 'type', typeOnly: true },
      { specifier: 'effect', typeOnly: false },
      { specifier: 'all', typeOnly: false },
      { specifier: 'named', typeOnly: false },
      { specifier: 'named-type', typeOnly: true },
      { specifier: 'inside-type', typeOnly: true },
      { specifier: 'dynamic', typeOnly: false },
    ])
  })
})
