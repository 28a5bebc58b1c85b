/** Rows of the list of bills, written as the app keeps them: many bills at once, and bills of older builds. */
import { expect, type Page } from '@playwright/test'
import type { SummaryRow } from '../../client/storage/summaries.ts'

type Row = Omit<SummaryRow, 'id'> & { readonly id: string }

/** A bill of somebody called Maya; nothing was spent on it. */
export function aRow(title: string, patch: Partial<Row> = {}): Row {
  return {
    id: title.replace(/\W/g, '').padEnd(12, '0').slice(0, 12),
    title,
    currency: 'EUR',
    day: '2026-11-15',
    firstDay: '2026-11-15',
    people: [{ name: 'Maya', ink: 1, me: true }],
    myBalanceMinor: 0,
    myShareMinor: 0,
    myUnpaidMinor: 0,
    hasMe: true,
    spending: { months: [], companions: [] },
    searched: { words: '', isCut: false },
    changedAtMs: 1,
    lookedAtMs: 1,
    ...patch,
  }
}

/** Puts them on the device and shows home, on a day in November 2026. */
export async function putRows(page: Page, url: string, rows: readonly object[]): Promise<void> {
  await page.clock.install({ time: new Date('2026-11-20T12:00:00Z') })
  await page.goto(url)
  await expect(page.getByRole('button', { name: 'New bill' }).first()).toBeVisible()
  await page.evaluate(
    all =>
      new Promise<void>((done, fail) => {
        const request = indexedDB.open('billington-summaries')
        request.onerror = fail
        request.onsuccess = () => {
          const transaction = request.result.transaction('bills', 'readwrite')
          for (const row of all)
            transaction.objectStore('bills').put({ row, hiddenAtMs: null }, (row as { id: string }).id)
          transaction.onabort = fail
          transaction.oncomplete = () => {
            request.result.close()
            done()
          }
        }
      }),
    rows,
  )
  await page.reload()
}
