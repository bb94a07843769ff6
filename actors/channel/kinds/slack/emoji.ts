/** Slack's names of the reactions that people use most; every other one is shown as `:name:`. */
const NAMES: Readonly<Record<string, string>> = {
  '👍': '+1',
  '👎': '-1',
  '❤️': 'heart',
  '😂': 'joy',
  '😄': 'smile',
  '🙂': 'slightly_smiling_face',
  '😮': 'open_mouth',
  '😢': 'cry',
  '😡': 'rage',
  '🎉': 'tada',
  '🙏': 'pray',
  '👏': 'clap',
  '🙌': 'raised_hands',
  '🔥': 'fire',
  '🚀': 'rocket',
  '👀': 'eyes',
  '✅': 'white_check_mark',
  '☑️': 'ballot_box_with_check',
  '❌': 'x',
  '➕': 'heavy_plus_sign',
  '💯': '100',
  '🤔': 'thinking_face',
  '👋': 'wave',
  '💪': 'muscle',
  '👌': 'ok_hand',
  '⭐': 'star',
  '😍': 'heart_eyes',
  '🥳': 'partying_face',
}
const ALIASES: Readonly<Record<string, string>> = {
  thumbsup: '+1',
  thumbsdown: '-1',
  thinking: 'thinking_face',
}

const EMOJI = new Map(Object.entries(NAMES).map(([emoji, name]) => [name, emoji]))
const BY_EMOJI = new Map(Object.entries(NAMES).map(([emoji, name]) => [bare(emoji), name]))

/** @returns the emoji of a reaction's name, without its skin tone, or `:name:`. */
export function emojiOf(name: string): string {
  const plain = name.replace(/::skin-tone-\d$/, '')
  return EMOJI.get(ALIASES[plain] ?? plain) ?? `:${plain}:`
}

/** @returns Slack's name of an emoji or of `:name:`, null where we know none. */
export function reactionName(emoji: string): string | null {
  const named = /^:([\w+'-]{1,100}):$/.exec(emoji)?.[1]
  return named ?? BY_EMOJI.get(bare(emoji)) ?? null
}

/** Without the sign that asks for colour. */
function bare(emoji: string): string {
  return emoji.replaceAll('\u{FE0F}', '')
}
