import { DurableObject } from 'cloudflare:workers'

interface BareEnv {
  readonly BARE: DurableObjectNamespace<BareObject>
}

/** The least that keeps a message: a table with one index. */
export class BareObject extends DurableObject<BareEnv> {
  constructor(ctx: DurableObjectState, env: BareEnv) {
    super(ctx, env)
    ctx.storage.sql.exec(
      'CREATE TABLE IF NOT EXISTS messages (no INTEGER PRIMARY KEY, body TEXT NOT NULL, at INTEGER NOT NULL);' +
        'CREATE INDEX IF NOT EXISTS messages_at ON messages (at)',
    )
  }

  insert(body: string): void {
    this.ctx.storage.sql.exec('INSERT INTO messages (body, at) VALUES (?, ?)', body, Date.now())
  }
}

/** One insert for each POST, into the object that the path names. */
export default {
  async fetch(request: Request, { BARE }: BareEnv): Promise<Response> {
    await BARE.getByName(new URL(request.url).pathname).insert(await request.text())
    return new Response('ok')
  },
}
