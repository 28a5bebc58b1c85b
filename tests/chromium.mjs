/**
 * Which Chromium the browser tests use: CHROMIUM_PATH, else Debian's. The one without a window comes first: the same engine, and
 * a third less to do for two cores. Benchmarks take the whole one, as people have it.
 */
import { existsSync } from 'node:fs'

const headless = { path: '/usr/bin/chromium-headless-shell', debian: 'chromium-headless-shell' }
export const wholeChromium = { path: '/usr/bin/chromium', debian: 'chromium' }

/** Debian's, the better first: the program, and the package it is in. */
export const chromiums = [headless, wholeChromium]

/** Where it is, or would be if it were installed. */
export function chromiumPath() {
  const here = chromiums.find(({ path }) => existsSync(path)) ?? headless
  return process.env.CHROMIUM_PATH ?? here.path
}
