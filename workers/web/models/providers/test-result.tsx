import { CircleCheck, CircleX, LoaderCircle } from 'lucide-react'
import { sentenceFor } from '../../app/sentences.ts'
import type { TestState } from './tests.ts'
import { testWords } from './words.ts'

/** What came of a test; its place is kept while it runs. */
export function TestResult({ test }: { readonly test: TestState | undefined }) {
  if (test === undefined) return null
  if (test.state === 'running') {
    return (
      <p className="test-result" role="status">
        <LoaderCircle aria-hidden="true" className="spinner" />
        Asking…
      </p>
    )
  }
  const isGood = test.state === 'told' && test.test.ok
  const Icon = isGood ? CircleCheck : CircleX
  return (
    <p className="test-result" data-good={isGood} role="status">
      <Icon aria-hidden="true" />
      {test.state === 'told' ? testWords(test.test) : sentenceFor(test.error)}
    </p>
  )
}
