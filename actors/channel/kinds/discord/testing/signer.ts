/** Signs what Discord sends, as https://discord.com/developers/docs/interactions/overview#security says. */
export class Signer {
  /** In hex. */
  readonly publicKey: string
  readonly #privateKey: CryptoKey

  private constructor(privateKey: CryptoKey, publicKey: string) {
    this.#privateKey = privateKey
    this.publicKey = publicKey
  }

  static async create(): Promise<Signer> {
    const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
    if (!('privateKey' in pair)) throw new Error('Ed25519 keys come in pairs.')
    const raw = await crypto.subtle.exportKey('raw', pair.publicKey)
    if (!(raw instanceof ArrayBuffer)) throw new Error('A raw key is made of bytes.')
    return new Signer(pair.privateKey, new Uint8Array(raw).toHex())
  }

  /** @param at in ms since the epoch */
  async request(url: string, payload: unknown, at: number): Promise<Request> {
    const body = JSON.stringify(payload)
    const timestamp = String(Math.floor(at / 1_000))
    const signed = new TextEncoder().encode(timestamp + body)
    const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', this.#privateKey, signed)).toHex()
    const headers = {
      'content-type': 'application/json',
      'x-signature-ed25519': signature,
      'x-signature-timestamp': timestamp,
    }
    return new Request(url, { method: 'POST', headers, body })
  }
}
