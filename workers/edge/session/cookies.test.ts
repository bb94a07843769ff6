import { expect, it } from 'vitest'
import { cookieOptions } from './cookies.ts'

const URL_PATH = '/api/account'

it('keeps cookies from scripts and from other sites, everywhere', () => {
  const options = cookieOptions(new Request(`http://localhost:8787${URL_PATH}`), 60)
  expect(options).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 60 })
})

it('sends cookies over encrypted connections only, where the person has one', () => {
  const proxied = { headers: { 'x-forwarded-proto': 'https' } }
  expect(cookieOptions(new Request(`https://reader.example${URL_PATH}`), 60).secure).toBe(true)
  expect(cookieOptions(new Request(`http://reader.example${URL_PATH}`, proxied), 60).secure).toBe(true)
  expect(cookieOptions(new Request(`http://localhost:8787${URL_PATH}`), 60).secure).toBe(false)
})

it('never asks a browser to keep a cookie for less than no time', () => {
  expect(cookieOptions(new Request(`http://localhost:8787${URL_PATH}`), -5).maxAge).toBe(0)
})
