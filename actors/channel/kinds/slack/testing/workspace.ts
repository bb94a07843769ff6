export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5'
export const BOT_TOKEN = 'xoxb-0000-good'
export const BOT = { user: 'U0BOT', bot: 'B0BOT', name: 'switchboard' }
export const TEAM = { id: 'T0ACME', name: 'Acme', url: 'https://acme.slack.com/' }
