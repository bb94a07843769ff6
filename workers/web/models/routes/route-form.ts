import type { ModelRoute, RouteConditions, RouteDraft } from '@switchboard/shared-types/api/router/routes'
import { RouteDraft as Draft } from '@switchboard/shared-types/api/router/routes'
import type { Protocol } from '@switchboard/shared-types/api/router/protocol'
import type { RouteId, TokenId } from '@switchboard/shared-types/ids'

/** Whether a call must have something, must not have it, or may. */
export type Wish = '' | 'yes' | 'no'

/** A target as it is typed. */
export interface TargetForm {
  /** Only to tell lines apart. */
  readonly key: number
  readonly provider: string
  readonly model: string
  readonly tier: string
  readonly weight: string
  readonly timeout: string
  /** JSON, or nothing. */
  readonly overrides: string
}

/** A route as it is typed: all of it text. */
export interface RouteForm {
  readonly id: RouteId | undefined
  readonly enabled: boolean
  readonly name: string
  readonly models: string
  readonly min: string
  readonly max: string
  readonly thinking: Wish
  readonly images: Wish
  readonly tools: Wish
  readonly tokens: readonly TokenId[]
  readonly protocols: readonly Protocol[]
  readonly from: string
  readonly until: string
  readonly timeZone: string
  readonly cache: string
  readonly targets: readonly TargetForm[]
}

let nextKey = 1

export function newTarget(provider = '', tier = '1'): TargetForm {
  return { key: nextKey++, provider, model: '', tier, weight: '1', timeout: '600', overrides: '' }
}

export function newForm(provider: string, timeZone: string): RouteForm {
  return {
    id: undefined,
    enabled: true,
    name: '',
    models: '',
    min: '',
    max: '',
    thinking: '',
    images: '',
    tools: '',
    tokens: [],
    protocols: [],
    from: '',
    until: '',
    timeZone,
    cache: '',
    targets: [newTarget(provider)],
  }
}

export function formOf(route: ModelRoute, timeZone: string): RouteForm {
  const { conditions } = route
  return {
    id: route.id,
    enabled: route.enabled,
    name: route.name,
    models: route.models.join(', '),
    min: textOf(conditions.minInputTokens),
    max: textOf(conditions.maxInputTokens),
    thinking: wishOf(conditions.thinking),
    images: wishOf(conditions.images),
    tools: wishOf(conditions.tools),
    tokens: conditions.tokens ?? [],
    protocols: conditions.protocols ?? [],
    from: textOf(conditions.hours?.from),
    until: textOf(conditions.hours?.until),
    timeZone: conditions.hours?.timeZone ?? timeZone,
    cache: textOf(route.cacheSeconds ?? undefined),
    targets: route.targets.map((target) => ({
      key: nextKey++,
      provider: target.provider,
      model: target.model ?? '',
      tier: String(target.tier),
      weight: String(target.weight),
      timeout: String(target.timeoutSeconds),
      overrides: Object.keys(target.overrides).length === 0 ? '' : JSON.stringify(target.overrides),
    })),
  }
}

/** @returns the route that the form describes, or one sentence about what is wrong with it */
export function draftOf(form: RouteForm): { readonly draft: RouteDraft } | { readonly problem: string } {
  const overrides = form.targets.map((target) => asObject(target.overrides))
  const wrong = overrides.indexOf(null)
  if (wrong !== -1) {
    return { problem: `The fields set for target ${wrong + 1} are no JSON object, as {"temperature": 0} is.` }
  }
  const draft = Draft.safeParse({
    ...(form.id === undefined ? {} : { id: form.id }),
    name: form.name,
    enabled: form.enabled,
    models: globsOf(form.models),
    conditions: conditionsOf(form),
    cacheSeconds: numberOf(form.cache) ?? null,
    targets: form.targets.map((target, index) => ({
      provider: target.provider,
      model: target.model.trim() === '' ? null : target.model,
      tier: Number(target.tier),
      weight: Number(target.weight),
      timeoutSeconds: Number(target.timeout),
      overrides: overrides[index],
    })),
  })
  if (draft.success) return { draft: draft.data }
  const [issue] = draft.error.issues
  return {
    problem: `Something is missing or out of range: ${issue?.path.join(' ') ?? ''}. ${issue?.message}.`,
  }
}

/** @returns the globs of a text, divided by commas, spaces or lines */
export function globsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((glob) => glob !== '')
}

function conditionsOf(form: RouteForm): RouteConditions {
  const [min, max, from, until] = [form.min, form.max, form.from, form.until].map(numberOf)
  const hours =
    from !== undefined && until !== undefined ? { from, until, timeZone: form.timeZone } : undefined
  return {
    ...(min === undefined ? {} : { minInputTokens: min }),
    ...(max === undefined ? {} : { maxInputTokens: max }),
    ...(form.thinking === '' ? {} : { thinking: form.thinking === 'yes' }),
    ...(form.images === '' ? {} : { images: form.images === 'yes' }),
    ...(form.tools === '' ? {} : { tools: form.tools === 'yes' }),
    ...(form.tokens.length === 0 ? {} : { tokens: [...form.tokens] }),
    ...(form.protocols.length === 0 ? {} : { protocols: [...form.protocols] }),
    ...(hours === undefined ? {} : { hours }),
  }
}

function asObject(text: string): object | null {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

function numberOf(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text)
}

function textOf(value: number | undefined): string {
  return value === undefined ? '' : String(value)
}

function wishOf(value: boolean | undefined): Wish {
  if (value === undefined) return ''
  return value ? 'yes' : 'no'
}
