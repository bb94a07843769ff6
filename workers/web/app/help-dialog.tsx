import { Dialog } from '../ui/dialog.tsx'
import { BINDINGS } from './commands.ts'
import './help-dialog.css'

export default function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" size="large" onClose={onClose}>
      <div className="dialog-body" tabIndex={0} role="region" aria-label="Keys">
        <dl className="help-keys">
          {BINDINGS.map(({ keys, does }) => (
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
      </div>
    </Dialog>
  )
}
