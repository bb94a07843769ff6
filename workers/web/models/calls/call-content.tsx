import type { CallId } from '@switchboard/shared-types/ids'
import { useQuery } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import { useState } from 'react'
import { Problem } from '../../ui/problem.tsx'
import { useModelRouter } from '../model-router.ts'
import { Waiting } from '../waiting.tsx'
import { contentQuery } from './queries.ts'

/** What was said, when somebody asks to see it. */
export function CallContentView({ id }: { readonly id: CallId }) {
  const [isShown, setShown] = useState(false)
  const { data: content, error } = useQuery({ ...contentQuery(useModelRouter(), id), enabled: isShown })
  return (
    <section>
      <h3>Prompt and answer</h3>
      {!isShown && (
        <button type="button" className="button" onClick={() => setShown(true)}>
          <Eye aria-hidden="true" />
          Show what was said
        </button>
      )}
      {isShown && content === undefined && error === null && <Waiting />}
      {error !== null && <Problem error={error} />}
      {content !== undefined && (
        <>
          <Said what="The prompt" text={content.request} />
          <Said what="The answer" text={content.answer} />
        </>
      )}
    </section>
  )
}

function Said({ what, text }: { readonly what: string; readonly text: string }) {
  return (
    <figure className="said">
      <figcaption>{what}</figcaption>
      <pre tabIndex={0} role="region" aria-label={what}>
        {pretty(text)}
      </pre>
    </figure>
  )
}

/** JSON is spread over lines; anything else, as a stream, stays as it was. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
