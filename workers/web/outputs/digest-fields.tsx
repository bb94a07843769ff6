import { EntryView } from '@switchboard/shared-types/api/entries'
import type { OutputSource } from '@switchboard/shared-types/api/outputs'
import type { Subscription } from '@switchboard/shared-types/api/subscriptions'
import { SubscriptionId } from '@switchboard/shared-types/ids'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { subscriptionsQuery } from '../subscriptions/queries.ts'
import { folderNames } from '../subscriptions/tree.ts'
import { Field } from '../ui/field.tsx'
import { formText } from '../ui/form-text.ts'
import { SelectField } from '../ui/select-field.tsx'
import { PERIODS, periodBetween, periodNamed } from './period.ts'
import type { Period, PeriodName } from './period.ts'

const VIEW_WORDS: Record<EntryView, string> = {
  all: 'Everything',
  unread: 'What is unread',
  starred: 'What is starred',
  archived: 'What is archived',
}
const VIEWS = ['all', 'unread', 'starred', 'archived'] as const
const FOLDER = 'folder:'
const OTHER = 'other'

/** Asks of what a digest is to be made: a time, a list and feeds. */
export function DigestFields() {
  const { data: subscriptions = [] } = useQuery(subscriptionsQuery)
  const [period, setPeriod] = useState('week')
  return (
    <div className="digest-fields">
      <SelectField
        label="When it arrived"
        name="period"
        value={period}
        onChange={(event) => setPeriod(event.currentTarget.value)}
      >
        {Object.entries(PERIODS).map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
        <option value={OTHER}>Other days…</option>
      </SelectField>
      <SelectField label="What of it" name="view" defaultValue="all">
        {VIEWS.map((view) => (
          <option key={view} value={view}>
            {VIEW_WORDS[view]}
          </option>
        ))}
      </SelectField>
      <SelectField label="From" name="scope" defaultValue="">
        <option value="">All feeds</option>
        <ScopeOptions subscriptions={subscriptions} />
      </SelectField>
      {period === OTHER && (
        <>
          <Field label="First day" name="first" type="date" required />
          <Field label="Last day" name="last" type="date" required />
        </>
      )}
    </div>
  )
}

function ScopeOptions({ subscriptions }: { readonly subscriptions: readonly Subscription[] }) {
  const folders = folderNames(subscriptions)
  return (
    <>
      {folders.length > 0 && (
        <optgroup label="Folders">
          {folders.map((name) => (
            <option key={name} value={`${FOLDER}${name}`}>
              {name}
            </option>
          ))}
        </optgroup>
      )}
      {subscriptions.length > 0 && (
        <optgroup label="Feeds">
          {subscriptions
            .toSorted((a, b) => a.title.localeCompare(b.title))
            .map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
        </optgroup>
      )}
    </>
  )
}

/** @returns the digest that a form with these fields asks for */
export function digestOf(form: HTMLFormElement): OutputSource {
  const scope = formText(form, 'scope')
  const subscription = SubscriptionId.safeParse(scope)
  return {
    type: 'digest',
    ...periodOf(form),
    view: EntryView.catch('all').parse(formText(form, 'view')),
    ...(subscription.success ? { subscription: subscription.data } : {}),
    ...(scope.startsWith(FOLDER) ? { folder: scope.slice(FOLDER.length) } : {}),
  }
}

function periodOf(form: HTMLFormElement): Period {
  const name = formText(form, 'period')
  return isNamed(name)
    ? periodNamed(name, new Date())
    : periodBetween(formText(form, 'first'), formText(form, 'last'))
}

function isNamed(name: string): name is PeriodName {
  return name in PERIODS
}
