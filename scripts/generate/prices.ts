/**
 * Writes actors/router/prices/prices.json, what the models cost, from the data of genai-prices
 * (https://github.com/pydantic/genai-prices, prices/new_data/v2/data.json), given by its path or address:
 *
 *     node scripts/generate/prices.ts data.json --date 2026-09-23 && oxfmt actors/router/prices/prices.json
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { slicePrices } from './prices/slice.ts'
import type { PriceFile } from './prices/slice.ts'
import { PriceSource } from './prices/source.ts'

const TARGET = join(import.meta.dirname, '../../actors/router/prices/prices.json')
const SOURCE_NAME = 'genai-prices'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { date: { type: 'string', default: new Date().toISOString().slice(0, 10) } },
})
const [from] = positionals
if (from === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(values.date)) {
  process.stderr.write(
    'usage: node scripts/generate/prices.ts <path or address of data.json> [--date YYYY-MM-DD]\n',
  )
  process.exit(1)
}

const source = PriceSource.parse(JSON.parse(await read(from)))
const file = slicePrices(source, SOURCE_NAME, values.date)
await writeFile(TARGET, write(file))
for (const [kind, models] of Object.entries(file.models)) {
  process.stdout.write(`${kind}: ${Object.keys(models).length} names\n`)
}

async function read(place: string): Promise<string> {
  if (!/^https?:/.test(place)) return await readFile(place, 'utf8')
  const response = await fetch(place)
  if (!response.ok) throw new Error(`${place} answered with HTTP ${response.status}`)
  return await response.text()
}

/** A line for each model, so that a new price is a changed line. */
function write({ source: name, date, models }: PriceFile): string {
  const lists = Object.entries(models).map(([kind, list]) => {
    const lines = Object.entries(list).map(
      ([model, line]) => `      ${JSON.stringify(model)}: ${JSON.stringify(line)}`,
    )
    return `    ${JSON.stringify(kind)}: {\n${lines.join(',\n')}\n    }`
  })
  return `{\n  "source": ${JSON.stringify(name)},\n  "date": "${date}",\n  "models": {\n${lists.join(',\n')}\n  }\n}\n`
}
