/** The pages of the model router, in the order of their tabs. */
export const PARTS = [
  { to: '/models', title: 'Overview' },
  { to: '/models/providers', title: 'Providers' },
  { to: '/models/routes', title: 'Routes' },
  { to: '/models/limits', title: 'Limits' },
  { to: '/models/usage', title: 'Usage' },
  { to: '/models/calls', title: 'Calls' },
  { to: '/models/tokens', title: 'Tokens' },
] as const
