import { WorkerEntrypoint } from 'cloudflare:workers'

export class FeedPreviewer extends WorkerEntrypoint<ActorsEnv> {}
