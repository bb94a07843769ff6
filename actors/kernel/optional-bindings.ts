/** Which models there are changes by the week, so their names and fields are not types here. */
interface AnyModel {
  readonly inputs: Readonly<Record<string, unknown>>
  readonly postProcessedOutputs: unknown
}
type AnyModels = Record<string, AnyModel>

/** What is asked of the network's models. */
export type WorkersAiBinding = Pick<Ai<AnyModels>, 'run' | 'models'>

declare global {
  /** What only Cloudflare's network has; each has a fallback of our own. */
  interface ActorsEnv {
    /** Raw mails and attachments; without it they lie in the storage of the object that they belong to. */
    readonly FILES?: R2Bucket
    /** Sends mail; without it mail leaves by another way. */
    readonly SEND_EMAIL?: SendEmail
    /** Runs models; without it other providers have to. */
    readonly AI?: Ai<AnyModels>
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

/** The models of the network, or null where it has none. */
export function workersAiOf({ AI }: Pick<ActorsEnv, 'AI'>): WorkersAiBinding | null {
  return AI ?? null
}
