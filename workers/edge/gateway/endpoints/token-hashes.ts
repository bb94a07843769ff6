import { hashAgentToken } from '@switchboard/shared-types/agent-token'

/** Agents that call at once; the token of one that is forgotten is hashed anew. */
const MOST = 1_000

/**
 * The hashes of the tokens that came last, in the memory of this isolate alone, where the tokens pass anyway: hashing one
 * takes a tenth of a short call's time, and a busy agent sends the same one with each.
 */
export class TokenHashes {
  readonly #hashes = new Map<string, string>()

  /** @returns SHA-256 of the whole token, base64url; not a promise where it is known */
  of(token: string): string | Promise<string> {
    return this.#hashes.get(token) ?? this.#hash(token)
  }

  async #hash(token: string): Promise<string> {
    const hash = await hashAgentToken(token)
    const [oldest] = this.#hashes.keys()
    if (this.#hashes.size >= MOST && oldest !== undefined) this.#hashes.delete(oldest)
    this.#hashes.set(token, hash)
    return hash
  }
}
