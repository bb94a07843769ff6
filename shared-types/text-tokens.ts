/** JSON with English or code holds about 4 bytes per token, other scripts about 3. */
const BYTES_PER_TOKEN = 4
const WIDE_BYTES_PER_TOKEN = 3

/**
 * @param ascii how many bytes of a UTF-8 text are ASCII
 * @param wide how many are not
 * @returns roughly how many tokens it has, as a fraction: good to reserve and to route by
 */
export function textTokens(ascii: number, wide: number): number {
  return ascii / BYTES_PER_TOKEN + wide / WIDE_BYTES_PER_TOKEN
}
