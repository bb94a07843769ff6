/** The pages of the administration, in the order of their tabs. */
export const PARTS = [
  { part: 'people', title: 'People' },
  { part: 'registration', title: 'Registration' },
  { part: 'feeds', title: 'Feeds' },
  { part: 'channels', title: 'Channels' },
  { part: 'models', title: 'Models' },
  { part: 'dead-letters', title: 'Dead letters' },
  { part: 'audit', title: 'Audit log' },
] as const
