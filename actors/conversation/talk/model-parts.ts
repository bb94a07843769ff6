import type { askModel } from '@switchboard/kernel/model/ask-model'
import type { Question } from '@switchboard/kernel/model/question'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Conversation, Written } from '../conversation.ts'

/** What is needed to have a model read a talk and to write down what it says. */
export interface ModelParts {
  readonly conversation: Conversation
  /** A model of the person's router. */
  readonly ask: (trace: Trace, question: Question) => ReturnType<typeof askModel>
  readonly write: <T>(trace: Trace, write: (now: Date) => Written<T>) => Promise<T>
}
