import * as z from 'zod'
import { makeStore } from '../ui/store.ts'

const KEY = 'switchboard.collapsed'
const Names = z.array(z.string())

/** The folders that are closed in the sidebar of this device. */
export const collapsed = makeStore<ReadonlySet<string>>(new Set(read()))

export function toggleCollapsed(folder: string): void {
  const next = new Set(collapsed.get())
  if (!next.delete(folder)) next.add(folder)
  collapsed.set(next)
  localStorage.setItem(KEY, JSON.stringify([...next]))
}

function read(): string[] {
  try {
    return Names.parse(JSON.parse(localStorage.getItem(KEY) ?? '[]'))
  } catch {
    return []
  }
}
