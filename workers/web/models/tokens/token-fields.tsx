import { TokenScope, type AgentToken, type CreateToken } from '@switchboard/shared-types/api/router/tokens'
import { useState } from 'react'
import { fullTime } from '../../app/time.ts'
import { Check } from '../../ui/check.tsx'
import { Field } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { SCOPE_WORDS } from './words.ts'

const DAY_MS = 86_400_000
const EXPIRIES: readonly (readonly [days: number, words: string])[] = [
  [7, 'In a week'],
  [30, 'In 30 days'],
  [90, 'In 90 days'],
  [365, 'In a year'],
]
const KEPT_DAYS = [1, 7, 30, 90]
/** Chosen for a token that keeps its date. */
const AS_IT_IS = 'as-it-is'

/** What is asked about a token, new or known. */
export function TokenFields({ known }: { readonly known?: AgentToken }) {
  const scopes: readonly TokenScope[] = known?.scopes ?? ['models']
  return (
    <>
      <Field
        label="Name"
        name="name"
        required
        maxLength={60}
        defaultValue={known?.name ?? ''}
        placeholder="Claude Code on my laptop"
        autoComplete="off"
        autoFocus
      />
      <fieldset className="scopes">
        <legend>It may</legend>
        {TokenScope.options.map((scope) => (
          <Check
            key={scope}
            name={`scope.${scope}`}
            label={SCOPE_WORDS[scope][0]}
            hint={SCOPE_WORDS[scope][1]}
            defaultChecked={scopes.includes(scope)}
          />
        ))}
      </fieldset>
      <SelectField label="Expires" name="expiry" defaultValue={known?.expiresAt == null ? '' : AS_IT_IS}>
        <option value="">Never</option>
        {known?.expiresAt != null && <option value={AS_IT_IS}>{fullTime(known.expiresAt)}</option>}
        {EXPIRIES.map(([days, words]) => (
          <option key={days} value={days}>
            {words}
          </option>
        ))}
      </SelectField>
      <ContentField known={known} />
    </>
  )
}

/** For how long what is said is kept. */
export function ContentField({ known }: { readonly known: AgentToken | undefined }) {
  const [keeps, setKeeps] = useState(String(known?.contentDays ?? ''))
  const kept = [...new Set([...KEPT_DAYS, ...(known?.contentDays == null ? [] : [known.contentDays])])]
  return (
    <SelectField
      label="Prompts and answers"
      name="contentDays"
      value={keeps}
      onChange={({ target }) => setKeeps(target.value)}
      hint={
        keeps === ''
          ? 'Of each call the ledger notes what it used and cost, not what was said.'
          : 'What is said is sealed and shown to you alone, in the call log.'
      }
    >
      <option value="">are not kept</option>
      {kept
        .toSorted((a, b) => a - b)
        .map((days) => (
          <option key={days} value={days}>
            {days === 1 ? 'are kept for a day' : `are kept for ${days} days`}
          </option>
        ))}
    </SelectField>
  )
}

/** What the form says of a token. @param now milliseconds since 1970, from which its days are counted */
export function readTokenForm(form: HTMLFormElement, now: number, known?: AgentToken): CreateToken {
  const data = new FormData(form)
  const expiry = formText(form, 'expiry')
  return {
    name: formText(form, 'name'),
    scopes: TokenScope.options.filter((scope) => data.has(`scope.${scope}`)),
    expiresAt: expiresAt(expiry, now, known),
    contentDays: readContentDays(form),
  }
}

export function readContentDays(form: HTMLFormElement): number | null {
  const days = formText(form, 'contentDays')
  return days === '' ? null : Number(days)
}

function expiresAt(expiry: string, now: number, known: AgentToken | undefined): string | null {
  if (expiry === '') return null
  if (expiry === AS_IT_IS) return known?.expiresAt ?? null
  return new Date(now + Number(expiry) * DAY_MS).toISOString()
}
