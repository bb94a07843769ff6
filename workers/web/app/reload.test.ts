import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { reload } from './reload.ts'

/** A query that is shown, each of whose loads ends when the test says so. */
function shown() {
  const client = new QueryClient()
  const loads: ((answer: string) => void)[] = []
  const observer = new QueryObserver(client, {
    queryKey: ['news', 1],
    queryFn: () => new Promise<string>((resolve) => void loads.push(resolve)),
    staleTime: Infinity,
  })
  observer.subscribe(() => {})
  const answered = (answer: string) =>
    expect.poll(() => [observer.getCurrentResult().data, client.isFetching()]).toEqual([answer, 0])
  return { client, loads, answered }
}

test('what is on its way for the first time is loaded once more when it is here', async () => {
  const { client, loads, answered } = shown()
  reload(client, ['news'])
  expect(loads).toHaveLength(1)
  loads[0]?.('from before the news')
  await expect.poll(() => loads).toHaveLength(2)
  loads[1]?.('from after it')
  await answered('from after it')
  expect(loads).toHaveLength(2)
})

test('what is there is loaded once, and its older load is given up', async () => {
  const { client, loads, answered } = shown()
  loads[0]?.('the first')
  await answered('the first')
  reload(client, ['news'])
  reload(client, ['news'])
  expect(loads).toHaveLength(3)
  loads[1]?.('given up')
  loads[2]?.('the newest')
  await answered('the newest')
})

test('another query is left alone, and one that fails says so itself', async () => {
  const { client, loads } = shown()
  reload(client, ['weather'])
  expect(loads).toHaveLength(1)
  const failing = client.fetchQuery({
    queryKey: ['weather'],
    queryFn: () => Promise.reject(new Error('rain')),
  })
  reload(client, ['weather'])
  await expect(failing).rejects.toThrow('rain')
})
