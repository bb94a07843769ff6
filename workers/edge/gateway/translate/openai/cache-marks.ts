import { readCacheMark } from '../anthropic/read-parts.ts'
import type { CacheMark } from '../conversation.ts'
import type { Dialect } from '../dialect.ts'
import { isMembers, withoutNulls } from '../json.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'

/** @returns the mark on a part: OpenAI's own, or Anthropic's, which OpenRouter and LiteLLM take in OpenAI's protocols */
export function readMark(part: Members, losses: Losses): CacheMark | null {
  const breakpoint = part['prompt_cache_breakpoint']
  if (!isMembers(breakpoint)) return readCacheMark(part['cache_control'])
  if (breakpoint['ttl'] !== '12h') return { ttl: null }
  losses.lose('cache mark for 12 hours')
  return { ttl: '1h' }
}

/** @returns the members that mark a part as the provider wants it */
export function writeMark(cache: CacheMark | null, { cacheMarks }: Dialect, losses: Losses): Members {
  if (cache === null) return {}
  if (cacheMarks === 'cache_control') {
    return { cache_control: withoutNulls({ type: 'ephemeral', ttl: cache.ttl }) }
  }
  if (cacheMarks === 'none') {
    losses.lose('cache mark')
    return {}
  }
  if (cache.ttl !== '1h') return { prompt_cache_breakpoint: { mode: 'explicit' } }
  if (losses.from === 'anthropic-messages') losses.lose('cache mark for an hour')
  return { prompt_cache_breakpoint: { mode: 'explicit', ttl: '12h' } }
}
