import { describe, expect, it } from 'vitest'
import { comparePage, tablesAfter, tablesNamed } from './tables.ts'

describe('the page of all tables', () => {
  it('is compared with what stands after all migrations', () => {
    const first =
      'CREATE TABLE `a` (\n\t`x` text\n);\n--> statement-breakpoint\nCREATE VIRTUAL TABLE search USING fts5(x);'
    const second = 'CREATE TABLE `__new_b` (`x` text);DROP TABLE `a`;ALTER TABLE `__new_b` RENAME TO `b`;'
    expect(tablesAfter([first])).toEqual(['a', 'search'])
    expect(tablesAfter([first, second])).toEqual(['b', 'search'])
  })

  it('must name every table of an actor, and none that it does not have', () => {
    const page =
      '# Storage\n\n## Every actor\n\n| `jobs` | why |\n\n## Feed\n\n| Table | Why |\n|---|---|\n| `items` | `not_this` |\n| `old` | |\n'
    const named = tablesNamed(page)
    expect(named.get('feed')).toEqual(['items', 'old'])
    expect(comparePage('feed', ['items', 'jobs', 'new'], named)).toEqual([
      '"feed" has a table "new" that the page does not name',
      'the page names a table "old" that "feed" does not have',
    ])
    expect(comparePage('inbox', ['items'], named)).toHaveLength(1)
  })
})
