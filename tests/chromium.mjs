/**
 * Which Chromium the browser tests use: CHROMIUM_PATH, else Debian's. The one without a window comes first: the same engine, and
 * a third less to do for two cores.
 */
import { existsSync } from 'node:fs'

/** @typedef {{ readonly path: string, readonly debian: string }} Chromium the program, and the package it is in */

/** The best first. @type {readonly [Chromium, ...Chromium[]]} */
export const chromiums = [
  { path: '/usr/bin/chromium-headless-shell', debian: 'chromium-headless-shell' },
  { path: '/usr/bin/chromium', debian: 'chromium' },
]

/** Where it is, or would be if it were installed. */
export function chromiumPath() {
  const here = chromiums.find(({ path }) => existsSync(path)) ?? chromiums[0]
  return process.env.CHROMIUM_PATH ?? here.path
}
