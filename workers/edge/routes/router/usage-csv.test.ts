import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { UsageLine } from '@switchboard/shared-types/api/router/calls'
import { writeUsageCsv } from './usage-csv.ts'

const NOTHING = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, reasoning: 0 }

function line(key: string, more: Partial<UsageLine> = {}): UsageLine {
  return { key, calls: 0, failed: 0, usage: NOTHING, costUsd: 0, unpriced: 0, ...more }
}

/** What RFC 4180 makes of a document, written without a look at how it was written. */
function parseCsv(document: string): string[][] {
  const rows: string[][] = [[]]
  let rest = document
  while (rest !== '') {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest)
    const plain = /^[^",\r\n]*/.exec(rest)?.[0] ?? ''
    const length = quoted?.[0].length ?? plain.length
    rows.at(-1)?.push(quoted?.[1]?.replaceAll('""', '"') ?? plain)
    const end = /^(?:,|\r\n)/.exec(rest.slice(length))?.[0]
    if (end === undefined) throw new Error(`no CSV: ${rest}`)
    rest = rest.slice(length + end.length)
    if (end === '\r\n' && rest !== '') rows.push([])
  }
  return rows
}

describe('usage as a table', () => {
  it('has a heading and one line for each of the report, ended as RFC 4180 asks', () => {
    const usage = {
      input: 1,
      output: 2,
      cacheRead: 3,
      cacheWrite: 4,
      cacheWriteLong: 5,
      reasoning: 6,
    }
    const csv = writeUsageCsv('model', [line('gpt-5', { calls: 7, failed: 1, usage, costUsd: 0.1 + 0.2 })])
    expect(csv.split('\r\n')).toEqual([
      'model,calls,failed,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,cache_write_long_tokens,reasoning_tokens,cost_usd,unpriced_calls',
      'gpt-5,7,1,1,2,3,4,5,6,0.3,0',
      '',
    ])
  })

  it('has a heading even where nothing was used', () => {
    expect(writeUsageCsv('day', [])).toMatch(/^day,calls,.*\r\n$/)
  })

  it('leaves a cost empty of which nothing is known, and shows what is known of another', () => {
    const csv = writeUsageCsv('model', [
      line('unknown', { calls: 2, unpriced: 2 }),
      line('partly', { calls: 2, costUsd: 1.5, unpriced: 1 }),
      line('free', { calls: 2 }),
    ])
    const costs = parseCsv(csv)
      .slice(1)
      .map((row) => row.slice(-2))
    expect(costs).toEqual([
      ['', '2'],
      ['1.5', '1'],
      ['0', '0'],
    ])
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://evil.example","x")'])(
    'does not let a spreadsheet run the name %j',
    (name) => {
      const [, row] = parseCsv(writeUsageCsv('token', [line(name)]))
      expect(row?.[0]).toBe(`'${name}`)
    },
  )

  it('keeps every name whole, whatever is in it, and none begins as a formula does', () => {
    const part = fc.constantFrom('=', '+', '-', '@', '"', ',', '\r', '\n', '\t', "'", ' ', 'a', '漢', '🦊')
    const name = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.array(name, { maxLength: 5 }), (names) => {
        const rows = parseCsv(
          writeUsageCsv(
            'token',
            names.map((key) => line(key)),
          ),
        ).slice(1)
        expect(rows.map(([key]) => key?.replace(/^'(?=[=+\-@\t\r])/, ''))).toEqual(
          names.map((key) => key.replace(/^'(?=[=+\-@\t\r])/, '')),
        )
        for (const row of rows) {
          expect(row).toHaveLength(11)
          expect(row[0]).not.toMatch(/^[=+\-@\t\r]/)
        }
      }),
    )
  })
})
