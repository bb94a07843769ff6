declare global {
  /** What only Cloudflare's network has; each has a fallback of our own. */
  interface ActorsEnv {
    /** Raw mails and attachments; without it they lie in the storage of the object that they belong to. */
    readonly FILES?: R2Bucket
    /** Sends mail; without it mail leaves by another way. */
    readonly SEND_EMAIL?: SendEmail
  }
}

/** The bucket of the house, or null where it has none. */
export function bucketOf({ FILES }: Pick<ActorsEnv, 'FILES'>): R2Bucket | null {
  return FILES ?? null
}

/** The way out for mail that the network gives, or null where it gives none. */
export function mailSenderOf({ SEND_EMAIL }: Pick<ActorsEnv, 'SEND_EMAIL'>): SendEmail | null {
  return SEND_EMAIL ?? null
}
