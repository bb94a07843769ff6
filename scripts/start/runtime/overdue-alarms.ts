import { existsSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'

const NS_PER_MS = 1_000_000n
const NS_PER_S = 1_000_000_000n

/** workerd's file of a class's alarms, and the one table in it. */
const ALARM_FILE = 'metadata.sqlite'
const ALARM_COLUMNS = ['actor_id', 'scheduled_time']
const Alarm = z.object({ id: z.string(), time: z.bigint() })

/**
 * Spreads alarms that fell due while the house was down, so that the runtime does not wake all of their objects at
 * once; docs/decisions tells what happens otherwise. Safe: workerd keeps each alarm's time in the object as well, and
 * an object whose own time has passed runs its handler whenever the alarm file calls it.
 * @param folders one per class of actor
 * @param perSecond how many objects may wake in a second
 * @returns how many alarms were put off
 */
export function spreadOverdueAlarms(folders: readonly string[], perSecond: number, now = Date.now()): number {
  const files = folders.map((folder) => path.join(folder, ALARM_FILE)).filter((file) => existsSync(file))
  return files.reduce((count, file) => count + spread(file, now, count, perSecond), 0)
}

function spread(file: string, now: number, placed: number, perSecond: number): number {
  using database = new DatabaseSync(file)
  if (!knowsTable(database)) return 0
  database.exec('BEGIN IMMEDIATE')
  const select = database.prepare(
    'SELECT actor_id AS id, scheduled_time AS time FROM _cf_ALARM WHERE scheduled_time < ? ORDER BY scheduled_time',
  )
  // Nanoseconds are more than a number holds exactly.
  select.setReadBigInts(true)
  const overdue = z.array(Alarm).parse(select.all(BigInt(now) * NS_PER_MS))
  const move = database.prepare('UPDATE _cf_ALARM SET scheduled_time = ? WHERE actor_id = ?')
  for (const [index, { id, time }] of overdue.entries()) {
    const due = now + Math.floor((placed + index) / perSecond) * 1000
    move.run(atOrAfter(BigInt(due) * NS_PER_MS, time), id)
  }
  database.exec('COMMIT')
  return overdue.length
}

/** Moves a time by whole seconds: actors may keep something in its milliseconds. */
function atOrAfter(due: bigint, time: bigint): bigint {
  return time + ((due - time + NS_PER_S - 1n) / NS_PER_S) * NS_PER_S
}

/** Another workerd may keep alarms in another way; it is left alone then. */
function knowsTable(database: DatabaseSync): boolean {
  const columns = database.prepare("SELECT name FROM pragma_table_info('_cf_ALARM')").all()
  return ALARM_COLUMNS.every((name) => columns.some((column) => column['name'] === name))
}
