/**
 * Who is ahead, who owes, and the fewest payments that settle it; marking one paid can always be undone. With several
 * currencies all is reckoned in the bill's own, or each by itself.
 */
import { createMemo, createSignal, For, Show } from 'solid-js'
import type { CurrencyCode } from '../../../crdt/domain/bill.ts'
import { nobody, type Share } from '../../../crdt/domain/split.ts'
import { Key } from '../../components/key.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { billHref } from '../../components/summary.ts'
import { list, t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { BalanceSheet } from './balance-sheet.tsx'
import { BalancesOf } from './balances-of.tsx'
import { mayReopen, reopen } from './closing.ts'
import { DebtsSheet } from './debts-sheet.tsx'
import { createReckonings } from './reckoning.ts'
import { SettleSlips } from './settle-slips.tsx'
import { isSettled } from './settled.ts'
import { SummarySheet } from './summary-sheet.tsx'

export function Balances() {
  const open = useBill()
  const reckonings = createReckonings(open)
  const [sheet, setSheet] = createSignal<'summary' | 'debts' | null>(null)
  /** Whose balance is being explained, and in which currency. */
  const [opened, setOpened] = createSignal<{ readonly share: Share; readonly currency: CurrencyCode } | null>(
    null,
  )
  const isApart = () => reckonings.view() === 'apart'
  const all = () => reckonings.currencies().map(currency => reckonings.of(currency))
  const transferCount = createMemo(() => all().reduce((sum, { transfers }) => sum + transfers.length, 0))
  const debtCount = createMemo(() => all().reduce((sum, { debts }) => sum + debts.length, 0))
  const hasSpent = () =>
    open.bill.expenses.some(({ split }) => split.mode !== 'items' || split.items.length > 0)
  const title = () => {
    if (transferCount() > 0) return t('settle.title', { n: transferCount() })
    return isSettled(open) ? t('settle.allSettled') : t('settle.nothing')
  }
  return (
    <div class="cols">
      <div class="bl">
        <Show when={reckonings.isMixed()}>
          <div class="bl-view">
            <Segmented
              label={t('settle.view')}
              value={reckonings.view()}
              choices={[
                { value: 'together', label: t('settle.together', { currency: open.bill.currency }) },
                { value: 'apart', label: t('settle.apart') },
              ]}
              onChoose={reckonings.setView}
            />
          </div>
        </Show>
        <For each={reckonings.currencies()}>
          {currency => (
            <BalancesOf
              balances={reckonings.of(currency).balances}
              currency={currency}
              named={isApart()}
              onOpen={share => setOpened({ share, currency })}
            />
          )}
        </For>
        <Show when={!isApart()}>
          <NotCounted />
        </Show>
        <div class="why desk-only">
          <Show when={transferCount() > 0}>
            <h2 class="h3">{t('settle.why')}</h2>
            <p class="body">{t('settle.whyBody')}</p>
            <p class="body">{t('settle.whyUndo')}</p>
          </Show>
        </div>
      </div>
      <div class="st">
        <div class="settle-h">
          <h2 class="h2">{title()}</h2>
          <Show when={transferCount() > 0 && debtCount() > transferCount()}>
            <p class="cap">
              {t('settle.without', { n: debtCount() })}{' '}
              <button type="button" class="in-line" onClick={() => setSheet('debts')}>
                {t('settle.showAll', { n: debtCount() })}
              </button>
            </p>
          </Show>
          <Show when={transferCount() > 0 && open.bill.closedAt !== null}>
            <ClosedNote />
          </Show>
          <Show when={transferCount() === 0 && !isSettled(open)}>
            <NothingYet />
          </Show>
        </div>
        <SettleSlips reckonings={reckonings} onExplain={(share, currency) => setOpened({ share, currency })}>
          <Show when={open.loaded() && hasSpent()}>
            <Key kind="quiet" icon="share" onPress={() => setSheet('summary')}>
              {t('settle.summary')}
            </Key>
          </Show>
        </SettleSlips>
        <Show when={opened()} keyed>
          {({ share, currency }) => (
            <BalanceSheet
              share={share}
              apart={isApart() ? currency : undefined}
              onClose={() => setOpened(null)}
            />
          )}
        </Show>
        <Show when={sheet() === 'summary'}>
          <SummarySheet onClose={() => setSheet(null)} />
        </Show>
        <Show when={sheet() === 'debts'}>
          <DebtsSheet reckonings={reckonings} onClose={() => setSheet(null)} />
        </Show>
      </div>
    </div>
  )
}

/** Nothing can be marked on a closed bill; here is the way to open it. */
function ClosedNote() {
  const open = useBill()
  return (
    <p class="cap">
      {t(mayReopen(open) ? 'closing.noMarking' : 'closing.noMarkingHere')}{' '}
      <Show when={mayReopen(open)}>
        <button type="button" class="in-line" onClick={() => reopen(open)}>
          {t('closing.reopen')}
        </button>
      </Show>
    </p>
  )
}

/** Why there is nothing to settle, and what would change that. */
function NothingYet() {
  const open = useBill()
  const reason = () => {
    const splits = open.bill.expenses
      .map(({ id }) => open.split(id))
      .filter(split => split !== undefined && split.totalMinor !== 0)
    const isSomebody = (cells: ReadonlyMap<string, number> | undefined) =>
      [...(cells?.keys() ?? [])].some(share => share !== nobody)
    if (splits.length === 0) return 'settle.nothingEmpty'
    if (!splits.some(split => isSomebody(split?.paid))) return 'settle.nothingNoPayer'
    if (!splits.some(split => isSomebody(split?.shares))) return 'settle.nothingFree'
    return 'settle.nothingEven'
  }
  return (
    <>
      <p class="cap">{t(reason())}</p>
      <Show when={reason() === 'settle.nothingNoPayer' && open.mayEdit()}>
        <a class="key sm" href={billHref(open.id)}>
          {t('check.whoPaid')}
        </a>
      </Show>
    </>
  )
}

/** What has no rate stands outside the sums in the bill's currency, and is said. */
function NotCounted() {
  const open = useBill()
  const currencies = createMemo(() => {
    const without = open
      .balances()
      .issues.filter(({ reason, path }) => reason === 'badRate' && path.length === 2)
      .flatMap(({ path: [root, id] }) => {
        const entries = root === 'payments' ? open.bill.payments : open.bill.expenses
        return entries.filter(entry => entry.id === id).map(({ currency }) => currency)
      })
    return [...new Set(without)].sort()
  })
  return (
    <Show when={currencies().length > 0}>
      <p class="note not-counted">{t('settle.noRate', { currencies: list(currencies()) })}</p>
    </Show>
  )
}
