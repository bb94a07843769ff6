import type { AdmittedAgent } from '@switchboard/shared-types/contracts/router'
import { getStub } from '@switchboard/shared-types/door'
import type { ConversationId, InboxId } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'

type Doors = Pick<EdgeEnv, 'INBOX' | 'CONVERSATION'>

/** An agent that was let in, and the doors that its token opens: those of the inbox that the token belongs to. */
export class Caller {
  readonly agent: AdmittedAgent
  readonly trace: Trace
  readonly #doors: Doors
  readonly #owner: InboxId

  constructor(doors: Doors, agent: AdmittedAgent, owner: InboxId, trace: Trace) {
    this.#doors = doors
    this.agent = agent
    this.#owner = owner
    this.trace = trace
  }

  /** Who writes, for what is written down. */
  get by() {
    const { id, name } = this.agent
    return { agent: { id, name } }
  }

  /** @returns a key against doing something twice that no other client has */
  keyOf(key: string): string {
    return `agent ${this.agent.id} ${key}`
  }

  get inbox() {
    return { stub: getStub(this.#doors.INBOX, this.#owner), at: [this.#owner, this.trace] as const }
  }

  /** One of another inbox is not found there. */
  conversation(id: ConversationId) {
    return { stub: getStub(this.#doors.CONVERSATION, id), at: [id, this.trace, this.#owner] as const }
  }
}
