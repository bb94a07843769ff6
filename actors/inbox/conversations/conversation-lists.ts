import { and, count, desc, eq, inArray, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { conversationLists } from '../schema.ts'
import type { ConversationRow } from './conversation-row.ts'
import { mergeSorted } from './merge-sorted.ts'
import { compareBy, EVERYTHING, listsOf, placeOf, RANKS_DOWN } from './place.ts'
import type { Place } from './place.ts'

/** Read at once of one shelf and rank: a page is put together from up to 24 of them. */
const CHUNK = 8

/** Before everything that has a time. */
const START = { at: '~', no: 0 }

type Point = Pick<Place, 'at' | 'no'>

export interface Walk {
  readonly list: string
  readonly shelves: readonly number[]
  readonly sort: 'time' | 'priority'
  /** Behind which place to begin; null: with the first. */
  readonly from: (Point & Pick<Place, 'rank'>) | null
}

/** Where conversations stand in lists, in the order in which they are read: a page costs about its own length. */
export class ConversationLists {
  readonly #db: DrizzleSqliteDODatabase
  #chunk: ReturnType<typeof prepareChunk> | undefined

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /** Places newest first or most urgent first, read as far as they are asked for. */
  walk(given: Walk): IteratorObject<Place> {
    const { list, shelves, sort, from } = given
    return sort === 'time' ? this.#byTime(list, shelves, RANKS_DOWN, from ?? START) : this.#byRank(given)
  }

  *#byRank({ list, shelves, from }: Walk): Generator<Place, void> {
    for (const rank of RANKS_DOWN) {
      if (from !== null && rank > from.rank) continue
      yield* this.#byTime(list, shelves, [rank], rank === from?.rank ? from : START)
    }
  }

  /** Whether what stands at a place in one list is in another as well. */
  holds(name: string, place: Place): boolean {
    const { list, no } = conversationLists
    const at = and(eq(list, name), isAt(place), eq(no, place.no))
    return this.#db.select({ no }).from(conversationLists).where(at).get() !== undefined
  }

  /** How many stand on some shelves; reads as many places. */
  count(shelves: readonly number[]): number {
    const { list, shelf } = conversationLists
    const counted = this.#db
      .select({ places: count() })
      .from(conversationLists)
      .where(and(eq(list, EVERYTHING), inArray(shelf, [...shelves])))
    return counted.get()?.places ?? 0
  }

  /** Writes where a conversation stands, as far as that is new. Part of the caller's transaction. */
  move(before: ConversationRow | undefined, after: ConversationRow): void {
    const is = placeOf(after)
    const lists = new Set(listsOf(after))
    if (before === undefined) return this.#insert([...lists], is)
    const was = placeOf(before)
    const known = new Set(listsOf(before))
    this.#delete([...known.difference(lists)], was)
    if (!isSame(was, is)) this.#update([...known.intersection(lists)], was, is)
    this.#insert([...lists.difference(known)], is)
  }

  /** Part of the caller's transaction. */
  remove(row: ConversationRow): void {
    this.#delete(listsOf(row), placeOf(row))
  }

  #byTime(
    list: string,
    shelves: readonly number[],
    ranks: readonly number[],
    from: Point,
  ): Generator<Place, void> {
    const runs = shelves.flatMap((shelf) => ranks.map((rank) => this.#run(list, shelf, rank, from)))
    return mergeSorted(runs, compareBy('time'))
  }

  *#run(list: string, shelf: number, rank: number, from: Point): Generator<Place, void> {
    for (let last: Point | undefined = from; last !== undefined;) {
      this.#chunk ??= prepareChunk(this.#db)
      const places: Point[] = this.#chunk.all({ list, shelf, rank, at: last.at, no: last.no })
      for (const { at, no } of places) yield { shelf, rank, at, no }
      last = places.length < CHUNK ? undefined : places.at(-1)
    }
  }

  #insert(lists: readonly string[], place: Place): void {
    if (lists.length === 0) return
    this.#db
      .insert(conversationLists)
      .values(lists.map((list) => ({ list, ...place })))
      .run()
  }

  #update(lists: readonly string[], was: Place, is: Place): void {
    if (lists.length === 0) return
    this.#db.update(conversationLists).set(is).where(inLists(lists, was)).run()
  }

  #delete(lists: readonly string[], was: Place): void {
    if (lists.length > 0) this.#db.delete(conversationLists).where(inLists(lists, was)).run()
  }
}

function prepareChunk(db: DrizzleSqliteDODatabase) {
  const { list, shelf, rank, at, no } = conversationLists
  const run = and(
    eq(list, sql.placeholder('list')),
    eq(shelf, sql.placeholder('shelf')),
    eq(rank, sql.placeholder('rank')),
  )
  return db
    .select({ at, no })
    .from(conversationLists)
    .where(and(run, sql`(${at}, ${no}) < (${sql.placeholder('at')}, ${sql.placeholder('no')})`))
    .orderBy(desc(at), desc(no))
    .limit(CHUNK)
    .prepare()
}

function inLists(lists: readonly string[], place: Place) {
  return and(inArray(conversationLists.list, [...lists]), isAt(place), eq(conversationLists.no, place.no))
}

function isAt({ shelf, rank, at }: Place) {
  const lists = conversationLists
  return and(eq(lists.shelf, shelf), eq(lists.rank, rank), eq(lists.at, at))
}

function isSame(one: Place, other: Place): boolean {
  return one.shelf === other.shelf && one.rank === other.rank && one.at === other.at
}
