import { Dialog } from '../ui/dialog.tsx'
import { BINDINGS, type Place } from './commands.ts'
import './help-dialog.css'

const PLACES: readonly (readonly [Place, string])[] = [
  ['entries', 'Entries'],
  ['conversations', 'Conversations'],
  ['everywhere', 'Everywhere'],
]

export default function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" size="large" onClose={onClose}>
      <div className="dialog-body" tabIndex={0} role="region" aria-label="Keys">
        {PLACES.map(([place, title]) => (
          <section key={place} className="help-place">
            <h3>{title}</h3>
            <dl className="help-keys">
              {BINDINGS.filter((binding) => binding.place === place).map(({ keys, does }) => (
                <div key={keys}>
                  <dt>
                    {keys.split(' ').map((key) => (
                      <kbd key={key}>{key === 'Escape' ? 'Esc' : key}</kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
