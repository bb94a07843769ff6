import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '../app/api.ts'
import { Dialog } from '../ui/dialog.tsx'
import { AddressForm } from './address-form.tsx'
import { PreviewForm } from './preview-form.tsx'
import './add-feed-dialog.css'

interface AddFeedDialogProps {
  /** What to look at, where that is known. */
  readonly address?: string
  readonly onClose: () => void
}

/** Adds a feed in two steps: look at what stands behind an address, then subscribe to it. */
export default function AddFeedDialog({ address: known = '', onClose }: AddFeedDialogProps) {
  const [address, setAddress] = useState(known)
  const look = useMutation({
    mutationFn: (url: string) => answer(api.feeds.preview.$post({ json: { url } })),
  })
  return (
    <Dialog title="Add a feed" onClose={onClose}>
      <div className="dialog-body stack">
        <AddressForm
          address={address}
          isLooking={look.isPending}
          error={look.error}
          onChange={setAddress}
          onLook={() => {
            if (address.trim() !== '') look.mutate(address.trim())
          }}
        />
      </div>
      {look.data !== undefined && !look.isPending && (
        <PreviewForm
          key={look.data.feedUrl}
          preview={look.data}
          onOther={(url) => {
            setAddress(url)
            look.mutate(url)
          }}
          onClose={onClose}
        />
      )}
    </Dialog>
  )
}
