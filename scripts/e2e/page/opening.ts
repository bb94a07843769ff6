import type { Browser } from 'playwright-core'
import { afterAll } from 'vitest'
import { startHouse, type House, type HouseOptions } from '../house.ts'
import { startOrigin, type Origin } from '../origin.ts'
import { signUp, startBrowser, visit, type Visit } from './browser.ts'

/** What the tests of the page stand on. */
export interface Opening {
  /** Whoever publishes or listens outside of the house. */
  readonly origin: Origin
  readonly house: House
  readonly browser: Browser
  /** Comes to the house as somebody with a browser profile of their own, and makes an account there. */
  readonly join: (name: string) => Promise<Visit>
}

/** Opens a house that may reach this machine, and a browser. Both end after the tests of the file that calls it. */
export async function openHouse(options: HouseOptions = {}): Promise<Opening> {
  const origin = await startOrigin()
  const house = await startHouse({ allowNetwork: ['127.0.0.1/32'], ...options })
  const browser = await startBrowser()
  afterAll(async () => {
    await browser.close()
    await house.stop()
    await origin.stop()
  })
  const join = async (name: string): Promise<Visit> => {
    const visitor = await visit(browser, house.url)
    await signUp(visitor.page, name)
    return visitor
  }
  return { origin, house, browser, join }
}
