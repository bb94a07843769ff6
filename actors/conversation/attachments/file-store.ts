import { eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { AttachmentId } from '@switchboard/shared-types/ids'
import { attachmentChunks } from '../schema.ts'

/** A row may hold two megabytes (platform limit). */
const CHUNK_BYTES = 1024 * 1024
/** A bucket deletes so many at once. */
const DELETED_TOGETHER = 1_000

/** The bytes of attachments: in the bucket of the house, or in the conversation's own storage where there is none. */
export class FileStore {
  readonly #storage: DurableObjectStorage
  readonly #db: DrizzleSqliteDODatabase
  readonly #bucket: R2Bucket | null
  /** What is on its way to the bucket right now. */
  readonly #puts = new Set<Promise<unknown>>()

  constructor(storage: DurableObjectStorage, db: DrizzleSqliteDODatabase, bucket: R2Bucket | null) {
    this.#storage = storage
    this.#db = db
    this.#bucket = bucket
  }

  /** Whether every conversation reaches the same bytes. */
  get isShared(): boolean {
    return this.#bucket !== null
  }

  /** Whether the bytes lie in the conversation's own storage, where no other one reaches them. */
  holds(id: AttachmentId): boolean {
    return this.#chunk(id, 0) !== null
  }

  /** Once more with the same id changes nothing. A row must stand for the id by then: by it the bytes go again. */
  async put(id: AttachmentId, bytes: Uint8Array): Promise<void> {
    if (this.#bucket === null) return this.#storage.transactionSync(() => this.#putChunks(id, bytes))
    this.forgetOwn(id)
    const put = this.#bucket.put(placeOf(id), bytes)
    this.#puts.add(put)
    try {
      await put
    } finally {
      this.#puts.delete(put)
    }
  }

  /** @returns the bytes, read as they are asked for; null where there are none */
  async open(id: AttachmentId): Promise<ReadableStream<Uint8Array> | null> {
    if (this.#chunk(id, 0) !== null) return this.#readChunks(id)
    const object = await this.#bucket?.get(placeOf(id))
    return object?.body ?? null
  }

  /** Bytes lie in one place only. What lies in the bucket under the same id is another conversation's by then. */
  async drop(id: AttachmentId): Promise<void> {
    if (this.holds(id)) this.forgetOwn(id)
    else await this.#bucket?.delete(placeOf(id))
  }

  /** Deletes what the conversation's own storage has of a file. */
  forgetOwn(id: AttachmentId): void {
    this.#db.delete(attachmentChunks).where(eq(attachmentChunks.attachmentId, id)).run()
  }

  /** Before the storage itself is erased: bytes outside of it, also those that are on their way there. */
  async dropAll(ids: () => readonly AttachmentId[]): Promise<void> {
    do {
      await Promise.allSettled(this.#puts)
      await this.#dropOutside(ids())
    } while (this.#puts.size > 0)
  }

  async #dropOutside(ids: readonly AttachmentId[]): Promise<void> {
    for (let from = 0; from < ids.length; from += DELETED_TOGETHER) {
      await this.#bucket?.delete(ids.slice(from, from + DELETED_TOGETHER).map(placeOf))
    }
  }

  #putChunks(id: AttachmentId, bytes: Uint8Array): void {
    this.forgetOwn(id)
    for (let place = 0; place === 0 || place * CHUNK_BYTES < bytes.length; place++) {
      const chunk = bytes.slice(place * CHUNK_BYTES, (place + 1) * CHUNK_BYTES)
      this.#storage.sql.exec(
        'INSERT INTO attachment_chunks (attachment_id, place, bytes) VALUES (?, ?, ?)',
        id,
        place,
        chunk,
      )
    }
  }

  #readChunks(id: AttachmentId): ReadableStream<Uint8Array> {
    let place = 0
    const source: UnderlyingByteSource = {
      type: 'bytes',
      pull: (controller) => {
        let chunk = this.#chunk(id, place++)
        // An empty file has an empty piece, which may not be handed on.
        if (chunk?.length === 0) chunk = this.#chunk(id, place++)
        if (chunk === null) {
          controller.close()
          // A reader with a buffer of its own waits for an answer.
          controller.byobRequest?.respond(0)
        } else controller.enqueue(chunk)
      },
    }
    return new ReadableStream(source)
  }

  #chunk(id: AttachmentId, place: number): Uint8Array | null {
    const found = this.#storage.sql
      .exec<{ bytes: ArrayBuffer }>(
        'SELECT bytes FROM attachment_chunks WHERE attachment_id = ? AND place = ?',
        id,
        place,
      )
      .next()
    return found.done === true ? null : new Uint8Array(found.value.bytes)
  }
}

function placeOf(id: AttachmentId): string {
  return `attachments/${id}`
}
