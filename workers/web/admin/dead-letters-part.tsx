import { answer, api, done } from '../app/api.ts'
import { fullTime } from '../app/time.ts'
import { Paged } from './paged.tsx'
import { useAct } from '../ui/use-act.ts'
import { pageOf, usePages } from './use-pages.ts'

export function DeadLettersPart() {
  const act = useAct('admin')
  const pages = usePages(['dead-letters'], (cursor) =>
    answer(api.admin['dead-letters'].$get({ query: pageOf(cursor) })),
  )
  const letters = pages.pages.flatMap((page) => page.letters)
  return (
    <section className="panel">
      <p className="panel-lead is-first">
        Messages between parts of this Switchboard that were given up after many attempts. Replaying one
        delivers it again; what was applied already is not applied twice.
      </p>
      <Paged
        label="Dead letters"
        pages={pages}
        isEmpty={letters.length === 0}
        empty="None. Every message has arrived."
        head={['Message', 'From', 'To', 'Attempts', 'Why', 'Given up', '']}
      >
        {letters.map((letter) => (
          <tr key={letter.id}>
            <td>{letter.kind}</td>
            <td>
              {letter.actor}
              <small className="is-code">{letter.actorId}</small>
            </td>
            <td className="is-code">{letter.target}</td>
            <td className="is-number">{letter.attempts}</td>
            <td>{letter.reason}</td>
            <td>{fullTime(letter.at)}</td>
            <td>
              <button
                type="button"
                className="button"
                onClick={() =>
                  void act(
                    () => done(api.admin['dead-letters'][':id'].replay.$post({ param: { id: letter.id } })),
                    'On its way again',
                  )
                }
              >
                Replay
              </button>
            </td>
          </tr>
        ))}
      </Paged>
    </section>
  )
}
