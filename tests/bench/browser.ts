/** The browser that is measured: the whole Chromium, as people have it, and not the one without a window that tests take. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from '@playwright/test'
import playwrightConfig from '../../playwright.config.ts'
import { wholeChromium } from '../chromium.mjs'

export async function launchBrowser(): Promise<Browser> {
  const path = process.env.CHROMIUM_PATH ?? wholeChromium.path
  if (!existsSync(path))
    throw new Error(`This needs Chromium at ${path} (Debian: apt-get install ${wholeChromium.debian}).`)
  return chromium.launch({ ...playwrightConfig.use?.launchOptions, executablePath: path })
}
