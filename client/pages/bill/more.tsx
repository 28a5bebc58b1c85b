/** The rest of a bill: its people, its day and currency, undo and redo, and taking it off this device. */
import { useNavigate } from '@solidjs/router'
import { createSignal, Match, Show, Switch } from 'solid-js'
import type { CurrencyCode } from '../../../crdt/domain/bill.ts'
import { CurrencySelect } from '../../components/currency-select.tsx'
import { DateField } from '../../components/date-field.tsx'
import { showMessage } from '../../components/messages.ts'
import { Sheet } from '../../components/sheet.tsx'
import { nameOfCurrency } from '../../i18n/currency-list.ts'
import { deviceWord } from '../../i18n/device.ts'
import { decimals } from '../../i18n/format.ts'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBills } from '../../state/bills.ts'
import { useBill } from '../../state/context.tsx'
import { removeBill } from '../remove-bill.ts'
import { close, reopen, stillOpen } from './closing.ts'
import { createPeopleOn } from './people-on.ts'
import { PeopleSheet } from './people-sheet.tsx'
import { expenseHref } from './places.ts'
import { printPage } from './print-view.tsx'
import { redoStep, stepsOf, undoStep } from './steps.ts'
import { SummarySheet } from './summary-sheet.tsx'

export function MoreSheet(props: { readonly onClose: () => void }) {
  const open = useBill()
  const bills = useBills()
  const write = stepsOf(open)
  const navigate = useNavigate()
  const people = createPeopleOn(open)
  const [shown, setShown] = createSignal<'more' | 'people' | 'summary'>('more')
  const canEdit = () => open.mayEdit()
  const isClosed = () => open.bill.closedAt !== null && open.right() === 'edit' && !open.looking()
  const remove = () => {
    const { id } = open
    const { title } = open.bill
    props.onClose()
    navigate('/')
    void removeBill(bills, { id, title })
  }
  /** The message about it stands on the page, which the sheet would cover. */
  const step = (run: (bill: typeof open) => void) => {
    props.onClose()
    run(open)
  }
  const setCurrency = (currency: CurrencyCode) => {
    props.onClose()
    const change = write.changeCurrency(currency)
    const name = nameOfCurrency(currency)
    if (change === 'tooBig') showMessage({ text: t('more.currencyTooBig', { currency: name }) })
    if (change !== 'rounded') return
    const digits = decimals(currency)
    showMessage({
      text:
        digits === 0
          ? t('more.rounded', { currency: name })
          : t('more.roundedTo', { n: digits, currency: name }),
      lastStep: true,
      action: { label: t('key.undo'), run: () => open.undo() },
    })
  }
  return (
    <Switch>
      <Match when={shown() === 'people'}>
        <PeopleSheet onClose={props.onClose} />
      </Match>
      <Match when={shown() === 'summary'}>
        <SummarySheet onClose={props.onClose} />
      </Match>
      <Match when={shown() === 'more'}>
        <Sheet title={t('more.title')} onClose={props.onClose}>
          <button type="button" class="set-row" onClick={() => setShown('people')}>
            <Icon name="users" />
            <span class="m">{t('more.people')}</span>
            <span class="v">{people.seated().length}</span>
          </button>
          <Show when={canEdit() && !open.isTrip() && open.receipt()}>
            {receipt => (
              <div class="set-row">
                <Icon name="calendar" />
                <span class="m">{t('more.date')}</span>
                <DateField
                  day={receipt().date}
                  label={t('more.date')}
                  onChange={date => write.setExpense(receipt().id, { date })}
                />
              </div>
            )}
          </Show>
          <Show when={canEdit() && !open.isTrip() && open.receipt()}>
            {receipt => (
              <a class="set-row" href={expenseHref(open.id, receipt().id)}>
                <Icon name="gift" />
                <span class="m">{t('more.details')}</span>
              </a>
            )}
          </Show>
          <Show when={canEdit()}>
            <div class="set-row">
              <Icon name="euro" />
              <span class="m">{t('more.currency')}</span>
              <CurrencySelect
                currency={open.bill.currency}
                label={t('more.currency')}
                onChoose={setCurrency}
              />
            </div>
            <div class="rule" />
            <button type="button" class="set-row" disabled={!open.canUndo()} onClick={() => step(undoStep)}>
              <Icon name="undo" />
              <span class="m">{t('key.undo')}</span>
            </button>
            <button type="button" class="set-row" disabled={!open.canRedo()} onClick={() => step(redoStep)}>
              <Icon name="redo" />
              <span class="m">{t('key.redo')}</span>
            </button>
          </Show>
          <div class="rule" />
          <button type="button" class="set-row" onClick={() => setShown('summary')}>
            <Icon name="share" />
            <span class="m">{t('more.summary')}</span>
          </button>
          <button
            type="button"
            class="set-row"
            onClick={() => {
              props.onClose()
              printPage()
            }}
          >
            <Icon name="receipt" />
            <span class="m">{t('more.print')}</span>
          </button>
          <div class="rule" />
          <Show when={canEdit()}>
            <button type="button" class="set-row" onClick={() => step(close)}>
              <Icon name="lock" />
              <span class="m">
                {t('activity.close')}
                <Show when={stillOpen(open)}>{words => <span class="cap"> {words()}</span>}</Show>
              </span>
            </button>
          </Show>
          <Show when={isClosed()}>
            <button type="button" class="set-row" onClick={() => step(reopen)}>
              <Icon name="lock" />
              <span class="m">{t('activity.reopen')}</span>
            </button>
          </Show>
          <button type="button" class="set-row red" onClick={remove}>
            <Icon name="trash" />
            <span class="m">{t('more.remove', { device: deviceWord() })}</span>
          </button>
        </Sheet>
      </Match>
    </Switch>
  )
}
