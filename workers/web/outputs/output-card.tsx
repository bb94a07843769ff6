import type { Output } from '@switchboard/shared-types/api/outputs'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Megaphone, Pencil, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { answer, api, done } from '../app/api.ts'
import { relative } from '../app/time.ts'
import { channelsQuery } from '../channels/queries.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { sayProblem } from '../ui/toasts.tsx'
import { useMinute } from '../ui/use-minute.ts'
import { EditOutputDialog } from './edit-output-dialog.tsx'
import { periodWords } from './period.ts'
import { Publications } from './publications.tsx'
import { outputsKey } from './queries.ts'

/** One output: its parts, where they go, and what became of them. */
export function OutputCard({ output }: { readonly output: Output }) {
  const client = useQueryClient()
  const { data: channels = [] } = useQuery(channelsQuery)
  const now = useMinute()
  const [asked, setAsked] = useState<'edit' | 'publish' | 'forget' | null>(null)
  const close = (): void => setAsked(null)
  const names = output.channels.map(
    (id) => channels.find((one) => one.id === id)?.name ?? 'a channel that is gone',
  )
  const isPublished = output.publishedAt !== null
  const forget = async (): Promise<void> => {
    await done(api.outputs[':id'].$delete({ param: { id: output.id } }))
    await client.invalidateQueries({ queryKey: outputsKey })
  }
  const publish = usePublish(output)
  const hasFailed = output.publications.some(({ state }) => state === 'failed')
  return (
    <article className="panel output" aria-label={output.sourceTitle}>
      <header className="output-head">
        <div>
          <h2>{output.sourceTitle === '' ? 'A text of your own' : output.sourceTitle}</h2>
          <p className="is-soft">
            {makerWords(output)}, {relative(output.createdAt, now)}
            <SourceLink output={output} />
          </p>
        </div>
        {!isPublished && <IconButton icon={Pencil} label="Edit" onClick={() => setAsked('edit')} />}
        <IconButton icon={Trash2} label="Forget it" onClick={() => setAsked('forget')} />
      </header>
      {output.note !== null && <p className="output-note">{output.note}</p>}
      <ol className="output-parts">
        {output.parts.map((part, index) => (
          <li key={index}>{part}</li>
        ))}
      </ol>
      <Publications output={output} channels={channels} />
      <footer className="output-foot">
        <span className="is-soft">
          {names.length === 0 ? 'No channel chosen yet' : `To ${names.join(', ')}`}
        </span>
        {!isPublished && (
          <button
            type="button"
            className="button is-primary"
            aria-disabled={names.length === 0}
            onClick={() => setAsked(names.length === 0 ? 'edit' : 'publish')}
          >
            <Megaphone aria-hidden="true" />
            Publish
          </button>
        )}
        {isPublished && hasFailed && (
          <button type="button" className="button" onClick={() => void publish.again().catch(sayProblem)}>
            Send what failed again
          </button>
        )}
      </footer>
      {asked === 'edit' && <EditOutputDialog output={output} channels={channels} onClose={close} />}
      {asked === 'publish' && (
        <FormDialog title="Publish it?" act="Publish" onSubmit={publish.once} onClose={close}>
          <p>
            {output.parts.length === 1 ? 'It goes' : `${output.parts.length} parts go`} to{' '}
            <strong>{names.join(', ')}</strong>, for everybody there to see.
          </p>
        </FormDialog>
      )}
      {asked === 'forget' && (
        <FormDialog title="Forget it?" act="Forget it" danger onSubmit={forget} onClose={close}>
          <p>{isPublished ? 'What was published stays published.' : 'Its text is gone then.'}</p>
        </FormDialog>
      )}
    </article>
  )
}

/** Publishing is one act, however often its button is pressed; sending again is another one. */
function usePublish({ id, revision }: Output) {
  const client = useQueryClient()
  const key = useRef(crypto.randomUUID())
  const publish = useMutation({
    mutationFn: (theKey: string) =>
      answer(api.outputs[':id'].publish.$post({ param: { id }, json: { revision, key: theKey } })),
    onSettled: () => client.invalidateQueries({ queryKey: outputsKey }),
  })
  return {
    once: async () => void (await publish.mutateAsync(key.current)),
    again: async () => void (await publish.mutateAsync(crypto.randomUUID())),
  }
}

function SourceLink({ output: { source } }: { readonly output: Output }) {
  if (source.type === 'conversation') {
    return (
      <>
        {', from '}
        <Link to="/conversations" search={{ conversation: source.id }}>
          a conversation
        </Link>
      </>
    )
  }
  if (source.type === 'digest') return <>, of what arrived {periodWords(source, new Date())}</>
  const [entry] = source.type === 'entries' ? source.ids : []
  if (entry === undefined) return null
  const isOne = source.type === 'entries' && source.ids.length === 1
  return (
    <>
      {isOne ? ', from ' : ', '}
      <Link to="/" search={{ view: 'all', entry }}>
        {isOne ? 'an entry' : 'show the first'}
      </Link>
    </>
  )
}

function makerWords({ by, model }: Output): string {
  if (by === 'person') return 'Written by you'
  return by === 'model' ? `Written by ${model ?? 'a model'}` : 'By template'
}
