import type { FeedPreview } from '@switchboard/shared-types/api/subscriptions'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { answer, api } from '../app/api.ts'
import { formText } from '../ui/form-text.ts'
import { Problem } from '../ui/problem.tsx'
import { say } from '../ui/toasts.tsx'
import { FolderField } from './folder-field.tsx'
import { PreviewCard } from './preview-card.tsx'
import { subscriptionsQuery } from './queries.ts'

interface PreviewFormProps {
  readonly preview: FeedPreview
  readonly onOther: (url: string) => void
  readonly onClose: () => void
}

export function PreviewForm({ preview, onOther, onClose }: PreviewFormProps) {
  const navigate = useNavigate()
  const { data: subscriptions } = useQuery(subscriptionsQuery)
  const followed = subscriptions?.find(({ feedUrl }) => feedUrl === preview.feedUrl)
  const subscribe = useMutation({
    mutationFn: (folder: string) =>
      answer(
        api.subscriptions.$post({
          json: { url: preview.feedUrl, discover: false, ...(folder === '' ? {} : { folder }) },
        }),
      ),
    onSuccess: async (subscription) => {
      onClose()
      say(`You follow ${preview.title} now`)
      await navigate({
        to: '/feed/$subscription',
        params: { subscription: subscription.id },
        search: { view: 'all' },
      })
    },
  })
  return (
    <form
      className="preview-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!subscribe.isPending) subscribe.mutate(formText(event.currentTarget, 'folder'))
      }}
    >
      <div className="dialog-body stack">
        <PreviewCard preview={preview} />
        {preview.others.length > 0 && <OtherFeeds preview={preview} onOther={onOther} />}
        {followed === undefined && <FolderField initial="" />}
        {subscribe.error !== null && <Problem error={subscribe.error} />}
      </div>
      <div className="dialog-foot">
        {followed === undefined ? (
          <>
            <button type="button" className="button is-quiet" onClick={onClose}>
              Cancel
            </button>
            <button type="submit" className="button is-primary" aria-disabled={subscribe.isPending}>
              Subscribe
            </button>
          </>
        ) : (
          <>
            <span className="is-start">You follow this feed already.</span>
            <Link
              to="/feed/$subscription"
              params={{ subscription: followed.id }}
              className="button is-primary"
              onClick={onClose}
            >
              Open it
            </Link>
          </>
        )}
      </div>
    </form>
  )
}

function OtherFeeds({ preview, onOther }: Pick<PreviewFormProps, 'preview' | 'onOther'>) {
  return (
    <details className="other-feeds">
      <summary>
        {preview.others.length === 1 ? 'One other feed' : `${preview.others.length} other feeds`} on this page
      </summary>
      <ul>
        {preview.others.map((other) => (
          <li key={other.url}>
            <button type="button" className="link-button" onClick={() => onOther(other.url)}>
              {other.title ?? other.url}
            </button>
            {other.title !== null && <small>{other.url}</small>}
          </li>
        ))}
      </ul>
    </details>
  )
}
