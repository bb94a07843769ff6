import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import {
  ChangeEmail,
  ChangePassword,
  DeleteAccount,
  Person,
  SessionInfo,
  SignIn,
  SignUp,
} from '@switchboard/shared-types/api/account'
import type { AppEnv } from '../app-env.ts'
import { identityOf } from '../doors.ts'
import { valueOf } from '../errors.ts'
import { withJson } from '../middleware/with-body.ts'
import { CHANGING, WITH_BODY, describe } from '../openapi/describe.ts'
import { refuse } from '../refuse.ts'
import { clientOf } from '../session/client.ts'
import { forgetSession, rememberSession, sessionTokenOf } from '../session/cookies.ts'
import { requireToken } from '../session/session.ts'

const tag = 'Account'
const PASSWORD_CHECKED = ['auth.invalid_credentials', 'auth.rate_limited'] as const
const Sessions = z.object({ sessions: z.array(SessionInfo) })
const SessionParam = z.object({ id: z.string().min(1).max(100) })

/** Everything here goes to identity with the session's token: no claims are believed. */
export const account = new Hono<AppEnv>()
  .post(
    '/sign-up',
    describe({
      tag,
      summary: 'Make an account and sign in',
      description: 'The first account of a house is its admin.',
      answers: { 201: Person },
      errors: [
        ...WITH_BODY,
        'auth.email_taken',
        'auth.registration_closed',
        'auth.invitation_invalid',
        'auth.rate_limited',
        'auth.weak_password',
      ],
      open: true,
    }),
    withJson,
    validator('json', SignUp, refuse),
    async (c) => {
      const { stub, at } = identityOf(c)
      const input = { ...c.req.valid('json'), client: clientOf(c.req.raw) }
      const signedIn = valueOf(await stub.signUp(...at, input))
      await rememberSession(c, signedIn)
      return c.json(signedIn.person, 201)
    },
  )
  .post(
    '/sign-in',
    describe({
      tag,
      summary: 'Sign in',
      answers: { 200: Person },
      errors: [...WITH_BODY, ...PASSWORD_CHECKED, 'auth.suspended'],
      open: true,
    }),
    withJson,
    validator('json', SignIn, refuse),
    async (c) => {
      const { stub, at } = identityOf(c)
      const input = { ...c.req.valid('json'), client: clientOf(c.req.raw) }
      const signedIn = valueOf(await stub.signIn(...at, input))
      await rememberSession(c, signedIn)
      return c.json(signedIn.person, 200)
    },
  )
  .post(
    '/sign-out',
    describe({
      tag,
      summary: 'End this session',
      answers: { 204: 'Signed out, or nobody was signed in.' },
      errors: CHANGING,
      open: true,
    }),
    async (c) => {
      const { stub, at } = identityOf(c)
      const token = sessionTokenOf(c)
      if (token !== null) valueOf(await stub.signOut(...at, token))
      forgetSession(c)
      return c.body(null, 204)
    },
  )
  .get('/', describe({ tag, summary: 'Who is signed in', answers: { 200: Person } }), async (c) => {
    const { stub, at } = identityOf(c)
    const found = await stub.session(...at, requireToken(c))
    if (!found.ok) forgetSession(c)
    const signedIn = valueOf(found)
    await rememberSession(c, signedIn)
    return c.json(signedIn.person, 200)
  })
  .delete(
    '/',
    describe({
      tag,
      summary: 'Delete the account with everything in it',
      answers: { 204: 'The account is gone; its data is being erased.' },
      errors: [...WITH_BODY, ...PASSWORD_CHECKED, 'person.last_admin'],
    }),
    withJson,
    validator('json', DeleteAccount, refuse),
    async (c) => {
      const { stub, at } = identityOf(c)
      const { password } = c.req.valid('json')
      valueOf(await stub.deleteAccount(...at, { sessionToken: requireToken(c), password }))
      forgetSession(c)
      return c.body(null, 204)
    },
  )
  .post(
    '/password',
    describe({
      tag,
      summary: 'Change the password',
      answers: { 204: 'Changed.' },
      errors: [...WITH_BODY, ...PASSWORD_CHECKED, 'auth.weak_password'],
    }),
    withJson,
    validator('json', ChangePassword, refuse),
    async (c) => {
      const { stub, at } = identityOf(c)
      const input = { ...c.req.valid('json'), sessionToken: requireToken(c) }
      valueOf(await stub.changePassword(...at, input))
      return c.body(null, 204)
    },
  )
  .post(
    '/email',
    describe({
      tag,
      summary: 'Change the e-mail address',
      answers: { 200: Person },
      errors: [...WITH_BODY, ...PASSWORD_CHECKED, 'auth.email_taken'],
    }),
    withJson,
    validator('json', ChangeEmail, refuse),
    async (c) => {
      const { stub, at } = identityOf(c)
      const input = { ...c.req.valid('json'), sessionToken: requireToken(c) }
      return c.json(valueOf(await stub.changeEmail(...at, input)), 200)
    },
  )
  .get(
    '/sessions',
    describe({ tag, summary: 'The devices that are signed in', answers: { 200: Sessions } }),
    async (c) => {
      const { stub, at } = identityOf(c)
      return c.json({ sessions: valueOf(await stub.sessions(...at, requireToken(c))) }, 200)
    },
  )
  .delete(
    '/sessions',
    describe({
      tag,
      summary: 'End every other session',
      answers: { 204: 'Only this session is left.' },
      errors: CHANGING,
    }),
    async (c) => {
      const { stub, at } = identityOf(c)
      valueOf(await stub.revokeOtherSessions(...at, requireToken(c)))
      return c.body(null, 204)
    },
  )
  .delete(
    '/sessions/:id',
    describe({
      tag,
      summary: 'End a session',
      answers: { 204: 'Ended.' },
      errors: [...CHANGING, 'session.not_found'],
    }),
    validator('param', SessionParam, refuse),
    async (c) => {
      const { stub, at } = identityOf(c)
      const input = { sessionToken: requireToken(c), sessionId: c.req.valid('param').id }
      valueOf(await stub.revokeSession(...at, input))
      return c.body(null, 204)
    },
  )
