import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeftRight, Keyboard, ShieldCheck } from 'lucide-react'
import { accountQuery } from '../account/queries.ts'
import { openDialog } from '../app/dialogs.ts'
import { ThemeSwitch } from '../app/theme-switch.tsx'
import { IconButton } from '../ui/icon-button.tsx'

export function SidebarFoot() {
  const { data: account } = useQuery(accountQuery)
  return (
    <footer className="sidebar-foot">
      <Link to="/account" className="sidebar-me" title="Your account">
        <span className="sidebar-face" aria-hidden="true">
          {account?.name.slice(0, 1).toUpperCase()}
        </span>
        <span className="sidebar-title">{account?.name}</span>
        <span className="hidden-visually">: your account</span>
      </Link>
      {account?.role === 'admin' && (
        <Link to="/admin/$part" params={{ part: 'people' }} className="icon-button" title="Administration">
          <ShieldCheck aria-hidden="true" />
          <span className="hidden-visually">Administration</span>
        </Link>
      )}
      <Link to="/opml" className="icon-button" title="Import and export">
        <ArrowLeftRight aria-hidden="true" />
        <span className="hidden-visually">Import and export</span>
      </Link>
      <ThemeSwitch />
      <IconButton
        icon={Keyboard}
        label="Keys"
        shortcut="?"
        className="only-wide"
        onClick={() => openDialog.set({ kind: 'help' })}
      />
    </footer>
  )
}
