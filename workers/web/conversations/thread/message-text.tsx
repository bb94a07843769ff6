import { textParts } from './text-parts.ts'

/** A message's plain text; addresses of the web can be followed, in a tab that knows nothing of this one. */
export function MessageText({ text }: { readonly text: string }) {
  return (
    <p className="message-text" dir="auto">
      {textParts(text).map(({ text: words, href }, index) =>
        href === null ? (
          words
        ) : (
          <a key={`${index} ${href}`} href={href} target="_blank" rel="noopener noreferrer nofollow">
            {words}
          </a>
        ),
      )}
    </p>
  )
}
