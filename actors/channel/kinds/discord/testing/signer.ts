/** By what gives it: workerd and Node name its type differently. */
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>

/** Signs what Discord sends, as https://discord.com/developers/docs/interactions/overview#security says. */
export class Signer {
  /** In hex. */
  readonly publicKey: string
  readonly #privateKey: Key

  private constructor(privateKey: Key, publicKey: string) {
    this.#privateKey = privateKey
    this.publicKey = publicKey
  }

  static async create(): Promise<Signer> {
    const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
    if (!('privateKey' in pair)) throw new Error('Ed25519 keys come in pairs.')
    const raw = await crypto.subtle.exportKey('raw', pair.publicKey)
    if (!(raw instanceof ArrayBuffer)) throw new Error('A raw key is made of bytes.')
    return new Signer(pair.privateKey, toHex(raw))
  }

  /** @param at in ms since the epoch */
  async request(url: string, payload: unknown, at: number): Promise<Request> {
    const body = JSON.stringify(payload)
    const timestamp = String(Math.floor(at / 1_000))
    const signed = new TextEncoder().encode(timestamp + body)
    const signature = toHex(await crypto.subtle.sign('Ed25519', this.#privateKey, signed))
    const headers = {
      'content-type': 'application/json',
      'x-signature-ed25519': signature,
      'x-signature-timestamp': timestamp,
    }
    return new Request(url, { method: 'POST', headers, body })
  }
}

/** Node has no Uint8Array.prototype.toHex yet (24). */
function toHex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
