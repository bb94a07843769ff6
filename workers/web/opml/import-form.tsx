import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { ApiFailure } from '../app/failure.ts'
import { Problem } from '../ui/problem.tsx'
import { sendOpml } from './send-opml.ts'

const MAX_BYTES = 5_000_000

/** Takes an OPML file, chosen or dropped. */
export function ImportForm() {
  const navigate = useNavigate()
  const [isOver, setOver] = useState(false)
  const send = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > MAX_BYTES) throw new ApiFailure('opml.too_large', '', 413, null)
      return sendOpml(await file.text())
    },
    onSuccess: async ({ id }) => navigate({ to: '/opml', search: { id }, replace: true }),
  })
  const take = (file: File | null | undefined): void => {
    if (file !== null && file !== undefined) send.mutate(file)
  }
  return (
    <>
      <label
        className="drop"
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          take(event.dataTransfer.files.item(0))
        }}
      >
        <FileUp aria-hidden="true" />
        <span>
          <strong>{send.isPending ? 'Sending…' : 'Choose a file'}</strong> or drop it here
        </span>
        <input
          type="file"
          className="hidden-visually"
          accept=".opml,.xml,text/xml,text/x-opml"
          disabled={send.isPending}
          onChange={(event) => {
            take(event.target.files?.item(0))
            event.target.value = ''
          }}
        />
      </label>
      {send.error !== null && <Problem error={send.error} />}
    </>
  )
}
