import type { ModelRoute, RouteConditions } from '@switchboard/shared-types/api/router/routes'
import { hourIn } from './hours.ts'
import type { PlanRequest } from './plan-request.ts'

/**
 * `*` stands for any run of characters, `?` for one; capital letters do not matter. Takes time in proportion to both
 * lengths, whatever the pattern.
 */
export function matchesGlob(glob: string, text: string): boolean {
  const [pattern, name] = [glob.toLowerCase(), text.toLowerCase()]
  let at = 0
  let star = -1
  let resume = 0
  for (let i = 0; i < name.length;) {
    if (pattern[at] === '*') {
      star = at++
      resume = i
    } else if (pattern[at] === '?' || pattern[at] === name[i]) {
      at++
      i++
    } else if (star >= 0) {
      at = star + 1
      i = ++resume
    } else return false
  }
  while (pattern[at] === '*') at++
  return at === pattern.length
}

/** @returns the first reason that the route does not fit this call, as a clause; null where it fits */
export function misfitOf(route: ModelRoute, request: PlanRequest): string | null {
  if (!route.enabled) return 'it is switched off'
  if (!route.models.some((glob) => matchesGlob(glob, request.traits.model))) {
    return `${request.traits.model} is none of its models`
  }
  return unmetCondition(route.conditions, request)
}

function unmetCondition(conditions: RouteConditions, request: PlanRequest): string | null {
  const { minInputTokens, maxInputTokens, thinking, images, tools, tokens, protocols, hours } = conditions
  const { traits, tokenId, protocol, now } = request
  const size = traits.estimatedInputTokens
  if (minInputTokens !== undefined && size < minInputTokens) {
    return `the input of about ${size} tokens is smaller than ${minInputTokens}`
  }
  if (maxInputTokens !== undefined && size > maxInputTokens) {
    return `the input of about ${size} tokens is larger than ${maxInputTokens}`
  }
  if (thinking !== undefined && thinking !== traits.thinking) return oddity('thinking', thinking)
  if (images !== undefined && images !== traits.images > 0) return oddity('images', images)
  if (tools !== undefined && tools !== traits.tools > 0) return oddity('tools', tools)
  if (tokens !== undefined && (tokenId === null || !tokens.includes(tokenId))) return 'it is for other tokens'
  if (protocols !== undefined && !protocols.includes(protocol)) return `it is not for ${protocol}`
  if (hours !== undefined && !isWithin(hours, hourIn(hours.timeZone, now))) {
    return `it is not between ${hours.from}:00 and ${hours.until}:00 in ${hours.timeZone}`
  }
  return null
}

function oddity(what: string, isWanted: boolean): string {
  return isWanted ? `it is for calls with ${what}` : `it is for calls without ${what}`
}

/** The end is not included; a span whose end is not after its beginning goes on past midnight. */
function isWithin({ from, until }: { from: number; until: number }, hour: number): boolean {
  return from < until ? hour >= from && hour < until : hour >= from || hour < until
}
