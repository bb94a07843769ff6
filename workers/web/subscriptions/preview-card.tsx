import type { FeedPreview } from '@switchboard/shared-types/api/subscriptions'
import { fullTime, shortAge } from '../app/time.ts'
import { Monogram } from '../ui/monogram.tsx'

const SHOWN = 5

/** What one would get: the feed's name and its latest items. */
export function PreviewCard({ preview }: { readonly preview: FeedPreview }) {
  const now = Date.now()
  return (
    <section className="preview" aria-label="Preview">
      <header>
        <h3>
          <Monogram title={preview.title} seed={preview.feedUrl} />
          {preview.title === '' ? preview.feedUrl : preview.title}
        </h3>
        {preview.description !== null && preview.description !== '' && <p>{preview.description}</p>}
        <p className="preview-address">{preview.feedUrl}</p>
      </header>
      <ol>
        {preview.items.slice(0, SHOWN).map((item, index) => (
          <li key={item.url ?? `${item.title}${index}`}>
            <span className="preview-title">{item.title === '' ? item.snippet : item.title}</span>
            {item.publishedAt !== null && (
              <time dateTime={item.publishedAt} title={fullTime(item.publishedAt)}>
                {shortAge(item.publishedAt, now)}
              </time>
            )}
          </li>
        ))}
      </ol>
      <p className="preview-more">
        {preview.itemCount === 0
          ? 'There is nothing in it yet. You can follow it all the same.'
          : `${preview.itemCount} ${preview.itemCount === 1 ? 'entry' : 'entries'} in the feed now`}
      </p>
    </section>
  )
}
