/**
 * Browser tests: the built app in the system's Chromium. There is no webServer here: each test starts the relays it
 * needs itself, on port 0 with a data directory of its own, and may kill them.
 */
import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'
import { chromiumPath } from './tests/chromium.mjs'

export default defineConfig({
  testDir: './tests/browser',
  outputDir: './test-results',
  // Much of a test is waiting, for a disk, a relay, a message that leaves: two at a time where there are two cores.
  workers: availableParallelism() >= 2 ? 2 : 1,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    browserName: 'chromium',
    // What waits for half a minute waits for nothing: it fails where it is, not when the whole test runs out.
    actionTimeout: 30_000,
    // Written as in Britain, paid in euros.
    locale: 'en-IE',
    timezoneId: 'UTC',
    // Recorded for every test it was two fifths of all the work: `--trace on` is for the test that failed.
    trace: 'off',
    screenshot: 'only-on-failure',
    // Video needs an ffmpeg that only Playwright's own download brings.
    video: 'off',
    launchOptions: {
      executablePath: chromiumPath(),
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
