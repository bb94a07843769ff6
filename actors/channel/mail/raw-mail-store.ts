import { asc, eq, lt, sum } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { rawMailChunks, rawMails } from './tables.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const KEPT_MS = 30 * DAY_MS
/** Of one object's own storage, which holds 10 GB in all; a bucket has no such bound. */
const MAX_OWN_BYTES = 1024 * 1024 * 1024
/** A row may have 2 MB. */
const CHUNK_BYTES = 1024 * 1024
/** Old mails go as new ones come, so many at a time. */
const TIDIED_AT_ONCE = 20
/** A bucket deletes so many at once (platform limit). */
const DELETED_TOGETHER = 1_000

/** As much of an R2 bucket as raw mails need. */
export interface RawMailBucket {
  put(name: string, bytes: Uint8Array): Promise<unknown>
  get(name: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>
  delete(names: string[]): Promise<void>
}

export interface RawMailParts {
  readonly channel: ChannelId
  readonly db: DrizzleSqliteDODatabase
  readonly storage: Pick<DurableObjectStorage, 'transactionSync' | 'sync' | 'sql'>
  /** Where raw mails lie if the house has one; else they lie in the object's own storage. */
  readonly bucket: RawMailBucket | null
}

/** Mails as they came: stored before they are read, kept for 30 days, in the object's storage up to 1 GiB. */
export class RawMailStore {
  readonly #parts: RawMailParts
  /** What is on its way to the bucket right now. */
  readonly #puts = new Set<Promise<unknown>>()

  constructor(parts: RawMailParts) {
    this.#parts = parts
  }

  /**
   * Durable when it resolves. @returns the id: the same bytes have the same one, and are stored once
   * @throws when the mail could not be stored, so that its sender's server tries again
   */
  async keep(raw: Uint8Array, now: number): Promise<string> {
    const { db, bucket, storage } = this.#parts
    const id = await hashOf(raw)
    const known = db.select().from(rawMails).where(eq(rawMails.id, id)).get()
    if (known?.inBucket === false) return id
    if (known === undefined) await this.#tidy(now, raw.byteLength)
    storage.transactionSync(() => {
      const row = { id, at: new Date(now).toISOString(), bytes: raw.byteLength, inBucket: bucket !== null }
      const added = db.insert(rawMails).values(row).onConflictDoNothing().returning().all()
      if (bucket === null && added.length > 0) this.#writeChunks(id, raw)
    })
    await storage.sync()
    // The row comes first, so that what lies in the bucket always goes again; a repeat may be of a put that failed.
    if (bucket !== null) await this.#put(bucket, id, raw)
    return id
  }

  /** The bytes, or null where they are no longer kept. */
  async read(id: string): Promise<Uint8Array | null> {
    const { db, bucket } = this.#parts
    const row = db.select().from(rawMails).where(eq(rawMails.id, id)).get()
    if (row === undefined) return null
    if (!row.inBucket) return this.#readChunks(id, row.bytes)
    const object = (await bucket?.get(this.#name(id))) ?? null
    return object === null ? null : new Uint8Array(await object.arrayBuffer())
  }

  /** Deletes what lies outside of the object's own storage, which its erasure does not reach. */
  async forget(): Promise<void> {
    const { bucket } = this.#parts
    if (bucket === null) return
    do {
      await Promise.allSettled(this.#puts)
      await this.#deleteAll(bucket)
    } while (this.#puts.size > 0)
  }

  async #put(bucket: RawMailBucket, id: string, raw: Uint8Array): Promise<void> {
    const put = bucket.put(this.#name(id), raw)
    this.#puts.add(put)
    try {
      await put
    } finally {
      this.#puts.delete(put)
    }
  }

  async #deleteAll(bucket: RawMailBucket): Promise<void> {
    const rows = this.#parts.db.select().from(rawMails).where(eq(rawMails.inBucket, true)).all()
    const names = rows.map(({ id }) => this.#name(id))
    for (let from = 0; from < names.length; from += DELETED_TOGETHER) {
      await bucket.delete(names.slice(from, from + DELETED_TOGETHER))
    }
  }

  async #tidy(now: number, coming: number): Promise<void> {
    const { db, bucket, storage } = this.#parts
    const before = new Date(now - KEPT_MS).toISOString()
    const old = db.select().from(rawMails).where(lt(rawMails.at, before)).limit(TIDIED_AT_ONCE).all()
    const gone = [...old, ...this.#inTheWay(coming)]
    if (gone.length === 0) return
    const names = gone.filter(({ inBucket }) => inBucket).map(({ id }) => this.#name(id))
    if (bucket !== null && names.length > 0) await bucket.delete(names)
    storage.transactionSync(() => {
      for (const { id } of gone) {
        db.delete(rawMailChunks).where(eq(rawMailChunks.mail, id)).run()
        db.delete(rawMails).where(eq(rawMails.id, id)).run()
      }
    })
  }

  /** The oldest mails without which the coming one has room in the object's own storage. */
  #inTheWay(coming: number): (typeof rawMails.$inferSelect)[] {
    const own = eq(rawMails.inBucket, false)
    const { db } = this.#parts
    const total = db
      .select({ bytes: sum(rawMails.bytes) })
      .from(rawMails)
      .where(own)
      .get()
    let over = Number(total?.bytes ?? 0) + coming - MAX_OWN_BYTES
    if (over <= 0) return []
    const oldest = db.select().from(rawMails).where(own).orderBy(asc(rawMails.at)).limit(1_000).all()
    return oldest.filter(({ bytes }) => {
      const isInTheWay = over > 0
      over -= bytes
      return isInTheWay
    })
  }

  #writeChunks(mail: string, raw: Uint8Array): void {
    for (let no = 0; no * CHUNK_BYTES < raw.byteLength; no++) {
      const bytes = raw.slice(no * CHUNK_BYTES, (no + 1) * CHUNK_BYTES)
      this.#parts.storage.sql.exec(
        'INSERT INTO raw_mail_chunks (mail, no, bytes) VALUES (?, ?, ?)',
        mail,
        no,
        bytes,
      )
    }
  }

  #readChunks(mail: string, length: number): Uint8Array {
    const query = 'SELECT bytes FROM raw_mail_chunks WHERE mail = ? ORDER BY no'
    const rows = this.#parts.storage.sql.exec<{ bytes: ArrayBuffer }>(query, mail)
    const raw = new Uint8Array(length)
    let at = 0
    for (const { bytes } of rows) {
      raw.set(new Uint8Array(bytes), at)
      at += bytes.byteLength
    }
    return raw
  }

  #name(id: string): string {
    return `mail/${this.#parts.channel}/${id}`
  }
}

async function hashOf(raw: Uint8Array): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(raw))).toHex()
}
