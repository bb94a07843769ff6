import '../styles/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import * as z from 'zod'
import { Toasts } from '../ui/toasts.tsx'
import { movedTo } from './inbox-address.ts'
import { makeQueryClient } from './query-client.ts'
import { makeRouter } from './router.tsx'

// Zod compiles schemas with `new Function` where it may; the Content-Security-Policy forbids even the attempt.
z.config({ jitless: true })

const client = makeQueryClient()
const router = makeRouter(client)
const place = document.querySelector('#root')

const moved = movedTo(globalThis.location)
if (moved !== null) globalThis.location.replace(moved)
else if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
        <Toasts />
      </QueryClientProvider>
    </StrictMode>,
  )
}
