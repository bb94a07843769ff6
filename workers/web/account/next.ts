/** What is said on the way into a group. */
export const INVITED = 'You are invited to a group. Sign in or make an account first; then you can join it.'

/** @returns whether somebody signs in to join a group */
export function isInvitation(next: string | undefined): boolean {
  return next !== undefined && next.startsWith('/join?')
}
