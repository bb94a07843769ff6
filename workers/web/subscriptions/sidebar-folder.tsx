import { Link } from '@tanstack/react-router'
import { ChevronRight, Ellipsis, FolderMinus, Pencil } from 'lucide-react'
import { openDialog } from '../app/dialogs.ts'
import { Menu, type MenuChoice } from '../ui/menu.tsx'
import { useStore } from '../ui/store.ts'
import { dissolveFolder } from './actions.ts'
import { collapsed, toggleCollapsed } from './collapsed.ts'
import { Count } from './count.tsx'
import { SidebarSubscription } from './sidebar-subscription.tsx'
import type { Folder } from './tree.ts'

export function SidebarFolder({ folder }: { readonly folder: Folder }) {
  const isOpen = !useStore(collapsed).has(folder.name)
  return (
    <li>
      <div className="sidebar-line">
        <button
          type="button"
          className="sidebar-fold"
          aria-expanded={isOpen}
          aria-label={`${isOpen ? 'Close' : 'Open'} folder ${folder.name}`}
          onClick={() => toggleCollapsed(folder.name)}
        >
          <ChevronRight aria-hidden="true" />
        </button>
        <Link
          to="/folder/$folder"
          params={{ folder: folder.name }}
          activeOptions={{ includeSearch: false }}
          className="sidebar-row is-folder"
          activeProps={{ 'data-here': true }}
        >
          <span className="sidebar-title">{folder.name}</span>
          <Count value={folder.unread} />
        </Link>
        <Menu
          label={`More about folder ${folder.name}`}
          button={<Ellipsis aria-hidden="true" />}
          choices={folderChoices(folder.name)}
          className="sidebar-more"
        />
      </div>
      {isOpen && (
        <ul className="sidebar-list is-inside">
          {folder.leaves.map((leaf) => (
            <SidebarSubscription key={leaf.subscription.id} leaf={leaf} />
          ))}
        </ul>
      )}
    </li>
  )
}

function folderChoices(folder: string): MenuChoice[] {
  return [
    { icon: Pencil, text: 'Rename', onChoose: () => openDialog.set({ kind: 'rename-folder', folder }) },
    { icon: FolderMinus, text: 'Dissolve, keep its feeds', onChoose: () => void dissolveFolder(folder) },
  ]
}
