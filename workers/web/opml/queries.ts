import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../app/api.ts'

export function importKey(id: string) {
  return ['import', id]
}

/** An import's report. The live connection says when it moved on; the slow question is for when there is none. */
export function importQuery(id: string) {
  return queryOptions({
    queryKey: importKey(id),
    queryFn: () => answer(api.opml.imports[':id'].$get({ param: { id } })),
    refetchInterval: ({ state }) => (state.data?.progress.finishedAt === null ? 2000 : false),
  })
}
