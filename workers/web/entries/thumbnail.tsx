import { useState } from 'react'
import { isWebAddress } from '../ui/open-in-new-tab.ts'

/** An entry's picture, small; one that does not load leaves no hole. */
export function Thumbnail({ address }: { readonly address: string }) {
  const [isBroken, setBroken] = useState(false)
  if (isBroken || !isWebAddress(address)) return null
  return (
    <img
      className="row-image"
      src={address}
      alt=""
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
      onError={() => setBroken(true)}
    />
  )
}
