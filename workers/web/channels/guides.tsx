import type { ChannelKind } from '@switchboard/shared-types/api/channels/channel'
import type { ReactNode } from 'react'

/** How an account of each kind is made ready, in the order of the clicks. */
export const GUIDES: Record<ChannelKind, readonly ReactNode[]> = {
  telegram: [
    <>
      Write <code>/newbot</code> to <Out to="https://t.me/BotFather">@BotFather</Out> and follow what it asks.
    </>,
    <>Copy the token that it answers with: digits, a colon, letters.</>,
    <>
      For groups: write <code>/setprivacy</code> to @BotFather and choose Disable, else it hears only what is
      addressed to it.
    </>,
  ],
  slack: [
    <>
      At <Out to="https://api.slack.com/apps">api.slack.com/apps</Out>, choose Create New App, then From
      scratch.
    </>,
    <>
      Under OAuth &amp; Permissions add the bot scopes <code>app_mentions:read</code>,{' '}
      <code>channels:history</code>, <code>groups:history</code>, <code>im:history</code>,{' '}
      <code>mpim:history</code>, <code>channels:read</code>, <code>groups:read</code>, <code>im:read</code>,{' '}
      <code>mpim:read</code>, <code>users:read</code>, <code>chat:write</code>, <code>reactions:read</code>,{' '}
      <code>reactions:write</code>, <code>files:read</code>, <code>files:write</code>.
    </>,
    <>Install it to the workspace, and copy the bot token that begins with xoxb-.</>,
    <>Under Basic Information copy the signing secret.</>,
    <>
      Once it is connected here: under Event Subscriptions paste the address that is shown, and subscribe to
      the bot events <code>message.channels</code>, <code>message.groups</code>, <code>message.im</code>,{' '}
      <code>message.mpim</code>, <code>app_mention</code>, <code>reaction_added</code>,{' '}
      <code>reaction_removed</code>. Then invite the bot to its channels.
    </>,
  ],
  discord: [
    <>
      At the <Out to="https://discord.com/developers/applications">developer portal</Out> make a new
      application.
    </>,
    <>Under Bot choose Reset Token and copy it. Switch on Message Content Intent.</>,
    <>
      Either let Discord ask you which server the bot is to come to: under OAuth2 choose Reset Secret and copy
      the client secret. The redirect address to enter there is shown here in the next step.
    </>,
    <>
      Or bring it there yourself: under OAuth2 make an address with the scope bot and the permissions View
      Channels, Send Messages, Send Messages in Threads, Read Message History, Attach Files and Add Reactions,
      and open it. Then switch on Developer Mode in Discord, and copy the id of each channel that is to be
      read by a right click.
    </>,
    <>
      For commands and buttons, once it is connected here: paste the address that is shown as Interactions
      Endpoint URL.
    </>,
  ],
  whatsapp: [
    <>
      At <Out to="https://developers.facebook.com/apps">developers.facebook.com/apps</Out> make an app of the
      kind Business and add WhatsApp to it.
    </>,
    <>Under WhatsApp, API Setup, copy the phone number id.</>,
    <>
      In the business settings make a system user with the permissions{' '}
      <code>whatsapp_business_messaging</code> and <code>whatsapp_business_management</code>, and a token of
      it that does not expire.
    </>,
    <>Under App settings, Basic, copy the app secret.</>,
    <>
      Once it is connected here: under WhatsApp, Configuration, paste the address and, as verify token, the
      secret that are shown, and subscribe to <code>messages</code>.
    </>,
  ],
  x: [
    <>
      At <Out to="https://console.x.com">console.x.com</Out> make an app with a plan that lets it read direct
      messages and mentions.
    </>,
    <>
      Under User authentication settings switch on OAuth 2.0 with Read and write and Direct message. The
      callback URL is shown here in the next step.
    </>,
    <>Under Keys and tokens copy the client id, and the client secret where there is one.</>,
    <>
      For messages at once, where the plan has webhooks: copy the API key secret (the consumer secret) and the
      bearer token too. The webhook is then registered by itself.
    </>,
    <>You are then sent to X to allow it, and come back here.</>,
  ],
  email: [
    <>Type the address whose mail is to arrive here.</>,
    <>
      Once it is connected here: have your mail server post each mail as it is (raw, RFC 5322) to the address
      that is shown, signed with the secret. On Cloudflare, Email Routing hands it over by itself.
    </>,
    <>Choose how answers leave: through a provider, through a webhook of your own, or not at all.</>,
  ],
  webhook: [
    <>Give it a name. It gets an address here, and a secret that signs what you send to it.</>,
    <>
      Post your messages to that address, signed as{' '}
      <Out to="https://www.standardwebhooks.com">Standard Webhooks</Out> say.
    </>,
    <>
      Name an address of yours if answers are to leave: they are posted there, signed with the same secret.
    </>,
  ],
  mastodon: [
    <>On your instance open Preferences, Development, and make a new application.</>,
    <>
      Give it the scopes <code>read:accounts</code>, <code>read:notifications</code>,{' '}
      <code>read:statuses</code>, <code>write:statuses</code>, <code>write:media</code> and{' '}
      <code>write:favourites</code>, save, and open it again.
    </>,
    <>Copy your access token.</>,
  ],
  bluesky: [
    <>
      In Bluesky open Settings, Privacy and security,{' '}
      <Out to="https://bsky.app/settings/app-passwords">App passwords</Out>.
    </>,
    <>Make one, and allow it direct messages if you like.</>,
    <>Copy it. Your own password is not needed.</>,
  ],
}

function Out({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <a href={to} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  )
}
