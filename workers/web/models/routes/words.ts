import type { ModelRoute, RouteConditions, RouteTarget } from '@switchboard/shared-types/api/router/routes'
import type { AgentToken } from '@switchboard/shared-types/api/router/tokens'
import { PROTOCOL_WORDS } from '../calls/words.ts'
import { full, listed } from '../format.ts'

/** What a route asks of a call besides its model, each as a few words. */
export function conditionWords(
  conditions: RouteConditions,
  tokens: readonly Pick<AgentToken, 'id' | 'name'>[],
): string[] {
  const { minInputTokens, maxInputTokens, thinking, images, tools, protocols, hours } = conditions
  const nameOf = (id: string): string => tokens.find((token) => token.id === id)?.name ?? 'a revoked token'
  return [
    sizeWords(minInputTokens, maxInputTokens),
    withWords('thinking', thinking),
    withWords('images', images),
    withWords('tools', tools),
    conditions.tokens === undefined ? '' : `by ${listed(conditions.tokens.map(nameOf), 'or')}`,
    protocols === undefined
      ? ''
      : `in ${listed(
          protocols.map((protocol) => PROTOCOL_WORDS[protocol]),
          'or',
        )}`,
    hours === undefined
      ? ''
      : `between ${clock(hours.from)} and ${clock(hours.until)} (${hours.timeZone.replaceAll('_', ' ')})`,
  ].filter((words) => words !== '')
}

/** A route's tiers in the order in which they are tried. */
export function tiersOf({ targets }: Pick<ModelRoute, 'targets'>): RouteTarget[][] {
  const tiers = [...new Set(targets.map(({ tier }) => tier))].toSorted((a, b) => a - b)
  return tiers.map((tier) => targets.filter((target) => target.tier === tier))
}

/** @returns how many of a hundred calls that come to its tier go to a target */
export function shareOf(target: RouteTarget, tier: readonly RouteTarget[]): number {
  return Math.round((target.weight / tier.reduce((sum, { weight }) => sum + weight, 0)) * 100)
}

function sizeWords(min: number | undefined, max: number | undefined): string {
  if (min !== undefined && max !== undefined) return `with ${full(min)} to ${full(max)} tokens in`
  if (min !== undefined) return `with ${full(min)} tokens in or more`
  return max === undefined ? '' : `with ${full(max)} tokens in or fewer`
}

function withWords(what: string, wish: boolean | undefined): string {
  if (wish === undefined) return ''
  return wish ? `with ${what}` : `without ${what}`
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}
