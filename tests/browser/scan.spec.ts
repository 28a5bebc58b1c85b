/** Scanning the code of a bill: with a camera that sees one, and where there is none in plain words. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { type Browser, chromium, expect, type Page } from '@playwright/test'
import { filmOf } from '../world/camera.ts'
import { RelayProcess } from '../world/relay-process.ts'
import { addPeople, introduce, newBill, newPhone, share, test, typeItems } from './table.ts'

let relay: RelayProcess
let folder: string

test.beforeAll(async () => {
  relay = await RelayProcess.start()
  folder = mkdtempSync(joinPath(tmpdir(), 'billington-camera-'))
})

test.afterAll(async () => {
  await relay.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** A browser of its own, with these switches beside the usual ones, for as long as `act` takes. */
async function withChromium(
  args: readonly string[],
  act: (browser: Browser) => Promise<void>,
): Promise<void> {
  const options = test.info().project.use.launchOptions
  const browser = await chromium.launch({ ...options, args: [...(options?.args ?? []), ...args] })
  try {
    await act(browser)
  } finally {
    await browser.close()
  }
}

function cameraThatSees(texts: readonly string[]): string[] {
  const film = joinPath(folder, `${texts.length}-${Date.now()}.y4m`)
  writeFileSync(film, filmOf(texts))
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ]
}

async function sharedBill(browser: Browser): Promise<string> {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await typeItems(page, [['Pizza', '12.50']])
  await addPeople(page, ['Tom'])
  return share(page)
}

const sheet = (page: Page) => page.getByRole('dialog', { name: 'Scan a code' })
const scan = (page: Page) => page.getByRole('button', { name: 'Scan a code' }).click()
/** Keeps hold of every stream that the page gets, to see whether it was let go. */
const watchCamera = (page: Page) =>
  page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = []
    Object.assign(globalThis, { tracks })
    const devices = navigator.mediaDevices
    const ask = devices.getUserMedia.bind(devices)
    devices.getUserMedia = async constraints => {
      const stream = await ask(constraints)
      tracks.push(...stream.getTracks())
      return stream
    }
  })
const camerasOn = (page: Page) =>
  page.evaluate(() => {
    const { tracks } = globalThis as unknown as { tracks: MediaStreamTrack[] }
    return { asked: tracks.length, on: tracks.filter(track => track.readyState === 'live').length }
  })

test('a code that is scanned opens its bill; the decoder comes with the tap, the camera goes with the sheet', async ({
  browser,
}) => {
  const link = await sharedBill(browser)
  await withChromium(cameraThatSees([link]), async eye => {
    const { page, console } = await newPhone(eye)
    const scripts: string[] = []
    page.on('request', request => scripts.push(request.url()))
    await watchCamera(page)
    await page.goto(relay.url)
    await expect(page.getByRole('button', { name: 'Scan a code' })).toBeVisible()
    expect(scripts.filter(url => url.includes('decode'))).toEqual([])
    await scan(page)
    await expect(page.getByRole('heading', { name: 'Which one are you?' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Tom', exact: true })).toBeVisible()
    expect(scripts.filter(url => url.includes('decode'))).toHaveLength(1)
    expect(await camerasOn(page)).toEqual({ asked: 1, on: 0 })
    expect(scripts.join(' ')).not.toContain(link.slice(link.indexOf('#') + 1))
    expect(console).toEqual([])
  })
})

test('a code that is no link to a bill is named, and the sheet goes on looking', async ({ browser }) => {
  const link = await sharedBill(browser)
  await withChromium(
    cameraThatSees(['WIFI:T:WPA;S:Osteria;P:hello;;', 'https://example.org/menu']),
    async eye => {
      const { page } = await newPhone(eye)
      await watchCamera(page)
      await page.goto(relay.url)
      await scan(page)
      await expect(sheet(page)).toContainText('That code is no link to a bill.')
      expect(await camerasOn(page)).toEqual({ asked: 1, on: 1 })
      await page.keyboard.press('Escape')
      await expect(sheet(page)).toBeHidden()
      expect(await camerasOn(page)).toEqual({ asked: 1, on: 0 })
      // The other way in is in the same sheet.
      await scan(page)
      await expect(sheet(page)).toContainText('That code is no link to a bill.')
      await sheet(page).getByRole('button', { name: 'Paste link' }).click()
      expect(await camerasOn(page)).toEqual({ asked: 2, on: 0 })
      await page.getByRole('textbox', { name: 'Paste link' }).fill(link)
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { name: 'Which one are you?' })).toBeVisible()
    },
  )
})

test('a code of another host says where its bill lives, a broken one what is missing', async ({
  browser,
}) => {
  const link = await sharedBill(browser)
  const elsewhere = link.replace(/^http:\/\/[^/]+/, 'https://other.example')
  for (const [seen, words] of [
    [elsewhere, /Open this bill at other\.example/],
    [link.slice(0, -12), /end of the link/],
  ] as const) {
    await withChromium(cameraThatSees([seen]), async eye => {
      const { page } = await newPhone(eye)
      await page.goto(relay.url)
      await scan(page)
      await expect(page.getByRole('main')).toContainText(words)
      // From there one can scan again.
      await expect(page.getByRole('button', { name: 'Scan a code' })).toBeVisible()
    })
  }
})

test('without a camera the sheet says so and offers to paste', async ({ browser }) => {
  const { page, context } = await newPhone(browser)
  await context.grantPermissions(['camera'])
  await page.goto(relay.url)
  await scan(page)
  await expect(sheet(page)).toContainText('There is no camera here. Paste the link instead.')
  await sheet(page).getByRole('button', { name: 'Paste link' }).click()
  await expect(page.getByRole('textbox', { name: 'Paste link' })).toBeFocused()
})

test('where the camera is not allowed the sheet says so and can try again', async () => {
  const denied = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny']
  await withChromium(denied, async eye => {
    const { page } = await newPhone(eye)
    await page.goto(relay.url)
    await scan(page)
    await expect(sheet(page)).toContainText('The camera is not allowed here.')
    await sheet(page).getByRole('button', { name: 'Retry' }).click()
    await expect(sheet(page)).toContainText('The camera is not allowed here.')
  })
})

test('over plain http the sheet says what is missing and how else to get in', async () => {
  // Not a loopback name for the browser, so no secure context.
  await withChromium(['--host-resolver-rules=MAP table.test 127.0.0.1'], async eye => {
    const { page } = await newPhone(eye)
    await page.goto(`http://table.test:${relay.port}`)
    await scan(page)
    await expect(sheet(page)).toContainText('Without https this browser gives the page no camera.')
    await expect(sheet(page).getByRole('button', { name: 'Paste link' })).toBeVisible()
    await expect(sheet(page).getByRole('button', { name: 'Retry' })).toHaveCount(0)
  })
})
