import type { ChannelKind } from '@switchboard/shared-types/api/channels/channel'
import { useState, type ComponentProps } from 'react'
import { Check } from '../ui/check.tsx'
import { Field } from '../ui/field.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { KIND_WORDS } from './kinds.ts'

const BASE_URLS: Partial<Record<ChannelKind, string>> = {
  telegram: 'https://api.telegram.org',
  slack: 'https://slack.com',
  discord: 'https://discord.com/api/v10',
  whatsapp: 'https://graph.facebook.com/v24.0',
  x: 'https://api.x.com',
  bluesky: 'https://bsky.social',
}

/** What each kind of platform wants to know. */
export function ConnectFields({ kind }: { readonly kind: ChannelKind }) {
  const base = BASE_URLS[kind]
  return (
    <>
      <KindFields kind={kind} />
      <Field
        label="Name"
        name="name"
        maxLength={100}
        autoComplete="off"
        placeholder={KIND_WORDS[kind]}
        hint="As you want to see it here."
      />
      {base !== undefined && (
        <details className="fold">
          <summary>Advanced</summary>
          <div className="stack">
            {kind === 'telegram' && <TelegramIntake />}
            <BaseUrlField usual={base} />
          </div>
        </details>
      )}
    </>
  )
}

function KindFields({ kind }: { readonly kind: ChannelKind }) {
  switch (kind) {
    case 'telegram':
      return <Secret label="Bot token" name="botToken" placeholder="123456789:AA…" />
    case 'slack':
      return <SlackFields />
    case 'discord':
      return <DiscordFields />
    case 'whatsapp':
      return (
        <>
          <Field
            label="Phone number id"
            name="phoneNumberId"
            required
            pattern="\d{5,25}"
            title="Digits"
            inputMode="numeric"
            autoComplete="off"
          />
          <Secret label="Access token" name="accessToken" />
          <Secret label="App secret" name="appSecret" />
        </>
      )
    case 'x':
      return (
        <>
          <Secret label="Client id" name="clientId" />
          <Secret label="Client secret, if there is one" name="clientSecret" required={false} />
          <Secret label="Consumer secret, for webhooks" name="consumerSecret" required={false} />
          <Secret label="Bearer token of the app, for webhooks" name="bearerToken" required={false} />
        </>
      )
    case 'email':
      return <EmailFields />
    case 'webhook':
      return (
        <Field
          label="Address for answers"
          name="sendUrl"
          type="url"
          maxLength={500}
          placeholder="https://example.org/hook"
          autoComplete="off"
          hint="Empty: the channel only listens."
        />
      )
    case 'mastodon':
      return (
        <>
          <Field
            label="Your instance"
            name="baseUrl"
            type="url"
            required
            placeholder="https://mastodon.social"
            autoComplete="off"
          />
          <Secret label="Access token" name="accessToken" />
        </>
      )
    case 'bluesky':
      return (
        <>
          <Field
            label="Handle or e-mail"
            name="identifier"
            required
            autoComplete="off"
            placeholder="me.bsky.social"
          />
          <Secret label="App password" name="appPassword" />
        </>
      )
  }
}

function BaseUrl({ usual }: { readonly usual: string }) {
  return (
    <details className="fold">
      <summary>Advanced</summary>
      <BaseUrlField usual={usual} />
    </details>
  )
}

function BaseUrlField({ usual }: { readonly usual: string }) {
  return (
    <Field
      label="Base address"
      name="baseUrl"
      type="url"
      placeholder={usual}
      maxLength={500}
      autoComplete="off"
      hint="Where the platform’s API is, if it is not the usual place."
    />
  )
}

function TelegramIntake() {
  return (
    <SelectField
      label="How messages come in"
      name="intake"
      defaultValue="polling"
      hint="A webhook is quicker, and needs an address that Telegram can reach."
    >
      <option value="polling">Switchboard asks for them</option>
      <option value="hook">Telegram hands them over</option>
    </SelectField>
  )
}

function SlackFields() {
  const [access, setAccess] = useState('token')
  return (
    <>
      <Secret label="Signing secret" name="signingSecret" />
      <SelectField
        label="How it is allowed in"
        name="access"
        value={access}
        onChange={(event) => setAccess(event.currentTarget.value)}
      >
        <option value="token">With a bot token</option>
        <option value="oauth">By asking at Slack (OAuth)</option>
      </SelectField>
      {access === 'token' ? (
        <Secret label="Bot token" name="botToken" placeholder="xoxb-…" />
      ) : (
        <>
          <Secret label="Client id" name="clientId" />
          <Secret label="Client secret" name="clientSecret" />
        </>
      )}
    </>
  )
}

function DiscordFields() {
  const [access, setAccess] = useState('oauth')
  const asks = access === 'oauth'
  return (
    <>
      <Secret label="Bot token" name="botToken" />
      <SelectField
        label="How the bot comes to your server"
        name="access"
        value={access}
        onChange={(event) => setAccess(event.currentTarget.value)}
      >
        <option value="oauth">By asking at Discord (OAuth)</option>
        <option value="token">It is there already</option>
      </SelectField>
      {asks && <Secret label="Client secret" name="clientSecret" />}
      <Field
        label="Ids of the channels to read"
        name="channels"
        autoComplete="off"
        hint={
          asks
            ? 'With spaces between them. Empty: all that the bot may see there.'
            : 'With spaces between them. Empty: only commands come in.'
        }
      />
    </>
  )
}

function EmailFields() {
  const [by, setBy] = useState('nothing')
  return (
    <>
      <Field label="Address" name="address" type="email" required maxLength={254} autoComplete="off" />
      <SelectField
        label="How answers leave"
        name="by"
        value={by}
        onChange={(event) => setBy(event.currentTarget.value)}
      >
        <option value="nothing">Not at all: it only receives</option>
        <option value="resend">Through Resend, or what speaks like it</option>
        <option value="webhook">Through a webhook of my own</option>
        <option value="binding">Through Cloudflare Email Routing</option>
      </SelectField>
      {by === 'resend' && (
        <>
          <Secret label="API key" name="apiKey" />
          <BaseUrl usual="https://api.resend.com" />
        </>
      )}
      {by === 'webhook' && (
        <>
          <Field label="Its address" name="url" type="url" required maxLength={500} autoComplete="off" />
          <Secret label="Its secret" name="secret" />
        </>
      )}
      <Check
        name="subAddresses"
        label="Mail to me+anything@… arrives too"
        hint="Answers are then asked to such an address, which tells for sure which conversation they belong to."
      />
    </>
  )
}

/** What is sealed on the server and never shown again. */
function Secret(
  props: Pick<ComponentProps<'input'>, 'name' | 'placeholder' | 'required'> & { readonly label: string },
) {
  return (
    <Field
      required
      {...props}
      type="password"
      maxLength={4000}
      autoComplete="off"
      data-1p-ignore
      data-lpignore="true"
    />
  )
}
