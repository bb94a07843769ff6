import { DoorClosed } from 'lucide-react'
import { Empty } from '../ui/empty.tsx'

/** What somebody sees of the inbox of a group that they do not belong to, or no longer do. */
export function NotMember() {
  return (
    <main className="whole-page">
      <h1 className="hidden-visually">A group’s inbox</h1>
      <Empty icon={DoorClosed} title="You do not belong to this group">
        <p>It may be gone, or somebody has taken you out of it. One of its owners can invite you again.</p>
        <a href="/" className="button">
          Go to my inbox
        </a>
      </Empty>
    </main>
  )
}
