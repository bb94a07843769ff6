import type { FetchRecord } from '@switchboard/shared-types/api/subscriptions'
import { fullTime, relative } from '../app/time.ts'
import { sizeOf } from '../entries/enclosures.tsx'

interface FetchRowProps {
  readonly fetch: FetchRecord
  readonly now: number
}

/** One fetch, and why the next one came when it did. */
export function FetchRow({ fetch, now }: FetchRowProps) {
  return (
    <tr>
      <td>
        <time dateTime={fetch.at} title={fullTime(fetch.at)}>
          {relative(fetch.at, now)}
        </time>
      </td>
      <td>
        {fetch.status !== null && <span className="fetch-status">{fetch.status}</span>} {fetch.outcome}
        <small>
          {fetch.why}
          {fetch.unchangedBefore > 0 && ` · unchanged ${fetch.unchangedBefore} times before`}
        </small>
      </td>
      <td className="is-number">{fetch.newItems}</td>
      <td className="is-number">{fetch.updatedItems}</td>
      <td className="is-number">{sizeOf(fetch.bytes)}</td>
      <td className="is-number">{fetch.durationMs} ms</td>
    </tr>
  )
}
