/**
 * Reads a body to its end, counting the decompressed bytes as they arrive.
 *
 * @returns the bytes, or null as soon as there are more than `maxBytes`; what is left unread is cancelled
 */
export async function readBody(
  response: Response,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  if (response.body === null) return new Uint8Array()
  if (Number(response.headers.get('content-length')) > maxBytes) {
    discardBody(response)
    return null
  }
  const reader = response.body.getReader()
  // A stalled read only settles when its reader is cancelled; not every stream watches the fetch's signal.
  signal.addEventListener('abort', () => void reader.cancel().catch(ignore))
  return readChunks(reader, maxBytes)
}

/** Releases the connection behind a response whose body nobody reads. */
export function discardBody(response: Response): void {
  void response.body?.cancel().catch(ignore)
}

async function readChunks(
  reader: ReadableStreamDefaultReader<unknown>,
  maxBytes: number,
): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (!(next.value instanceof Uint8Array)) throw new TypeError('A body is made of bytes.')
    size += next.value.byteLength
    if (size > maxBytes) {
      void reader.cancel().catch(ignore)
      return null
    }
    chunks.push(next.value)
  }
  return joinChunks(chunks, size)
}

function joinChunks(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const joined = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    joined.set(chunk, offset)
    offset += chunk.byteLength
  }
  return joined
}

function ignore(): void {}
