/** Who is ahead, who owes, and the fewest payments that settle it; marking one paid can always be undone. */
import { createMemo, createSignal, For, onMount, Show, untrack } from 'solid-js'
import type { Payment } from '../../../crdt/domain/bill.ts'
import type { Transfer } from '../../../crdt/domain/settle.ts'
import { nobody } from '../../../crdt/domain/split.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { BalanceList, type BalanceRow } from '../../components/balance-list.tsx'
import { Key } from '../../components/key.tsx'
import { showMessage } from '../../components/messages.ts'
import { type Party, PaymentSlip } from '../../components/payment-slip.tsx'
import { billHref } from '../../components/summary.ts'
import { formatAmount, formatMoment, formatMoney } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { createPeopleOn } from './people-on.ts'
import { isSettled } from './settled.ts'
import { stepsOf } from './steps.ts'
import { SummarySheet } from './summary-sheet.tsx'

/** Slips that appear later than this were paid while one looked. */
const settledMs = 500

export function Balances() {
  const open = useBill()
  const write = stepsOf(open)
  const people = createPeopleOn(open)
  const currency = () => open.balances().currency
  const money = (minor: number) => formatMoney(locale(), minor, currency())
  const canEdit = () => open.mayEdit()
  const party = (id: PersonId): Party => ({
    name: people.nameOf(id),
    face: people.faceOf(id),
    note: people.noteOf(id),
    me: people.isMe(id),
  })
  /** What a payment is called in a label: keys that look alike have names of their own. */
  const route = (of: Transfer) => ({
    from: people.nameOf(of.from),
    to: people.isMe(of.to) ? t('person.youInside') : people.nameOf(of.to),
    amount: formatAmount(locale(), of.amountMinor, currency()),
  })
  const rows = createMemo((): readonly BalanceRow[] =>
    [...open.balances().byPerson]
      .map(([share, minor]) => ({
        key: share,
        name: people.nameOf(share),
        face: share === nobody ? null : people.faceOf(share),
        note: people.noteOf(share),
        minor,
        me: people.isMe(share),
      }))
      .filter(row => row.note === '' || row.minor !== 0)
      .sort((a, b) => b.minor - a.minor),
  )
  /** One's own payments come first: they are the next move. */
  const transfers = createMemo(() => {
    const mine = (transfer: Transfer) => people.isMe(transfer.from) || people.isMe(transfer.to)
    const all = open.transfers()
    return [...all.filter(mine), ...all.filter(transfer => !mine(transfer))]
  })
  const [summary, setSummary] = createSignal(false)
  const [settled, setSettled] = createSignal(false)
  onMount(() => setTimeout(() => setSettled(true), settledMs))
  const title = () => {
    if (transfers().length > 0) return t('settle.title', { n: transfers().length })
    return isSettled(open) ? t('settle.allSettled') : t('settle.nothing')
  }

  const undoPaid = (payment: Payment) => {
    const { id } = payment
    write.deletePayment(id)
    showMessage({
      text: t('settle.undone'),
      action: { label: t('key.undo'), run: () => write.restorePayment(id) },
    })
  }
  const markPaid = (transfer: Transfer) => {
    const id = write.addPayment({ ...transfer, currency: currency() })
    showMessage({
      text: t('settle.markedPaid', {
        from: people.nameOf(transfer.from),
        to: people.isMe(transfer.to) ? t('person.youInside') : people.nameOf(transfer.to),
        amount: money(transfer.amountMinor),
      }),
      action: { label: t('key.undo'), run: () => write.deletePayment(id) },
    })
  }

  return (
    <div class="cols">
      <div class="bl">
        <BalanceList rows={rows()} currency={currency()} />
        <Unassigned />
        <div class="why desk-only">
          <Show when={transfers().length > 0}>
            <h2 class="h3">{t('settle.why')}</h2>
            <p class="body">{t('settle.whyBody')}</p>
            <p class="body">{t('settle.whyUndo')}</p>
          </Show>
        </div>
      </div>
      <div class="st">
        <div class="settle-h">
          <h2 class="h2">{title()}</h2>
          <Show when={transfers().length === 0 && !isSettled(open)}>
            <NothingYet />
          </Show>
        </div>
        <Show when={transfers().length + open.bill.payments.length > 0}>
          <ol class="slips" aria-label={t('settle.payments')}>
            <For each={transfers()}>
              {(transfer, index) => (
                <PaymentSlip
                  from={party(transfer.from)}
                  to={party(transfer.to)}
                  minor={transfer.amountMinor}
                  currency={currency()}
                  paid={false}
                  isStamped={false}
                  last={index() === transfers().length - 1 && open.bill.payments.length === 0}
                >
                  <Show when={canEdit()}>
                    <Key
                      small
                      kind={people.isMe(transfer.from) ? 'you' : 'plain'}
                      label={t('settle.markPaidOf', route(transfer))}
                      onPress={() => markPaid(transfer)}
                    >
                      {t('settle.markPaid')}
                    </Key>
                  </Show>
                </PaymentSlip>
              )}
            </For>
            <For each={open.bill.payments}>
              {(payment, index) => (
                <PaymentSlip
                  from={party(payment.from)}
                  to={party(payment.to)}
                  minor={payment.amountMinor}
                  currency={payment.currency}
                  paid
                  isStamped={untrack(settled)}
                  last={index() === open.bill.payments.length - 1}
                >
                  <PaidNote payment={payment} />
                  <Show when={canEdit()}>
                    <Key
                      small
                      kind="quiet"
                      label={t('settle.undoOf', route(payment))}
                      onPress={() => undoPaid(payment)}
                    >
                      {t('key.undo')}
                    </Key>
                  </Show>
                </PaymentSlip>
              )}
            </For>
          </ol>
        </Show>
        <Show when={open.loaded() && (open.receipt()?.split.items.length ?? 0) > 0}>
          <p class="settle-more">
            <Key kind="quiet" icon="share" onPress={() => setSummary(true)}>
              {t('settle.summary')}
            </Key>
          </p>
        </Show>
        <Show when={summary()}>
          <SummarySheet onClose={() => setSummary(false)} />
        </Show>
      </div>
    </div>
  )
}

/** Why there is nothing to settle, and what would change that. */
function NothingYet() {
  const open = useBill()
  const reason = () => {
    const receipt = open.receipt()
    const split = receipt && open.split(receipt.id)
    if (!split || split.totalMinor === 0) return 'settle.nothingEmpty'
    if (![...split.paid.keys()].some(share => share !== nobody)) return 'settle.nothingNoPayer'
    if (![...split.shares.keys()].some(share => share !== nobody)) return 'settle.nothingFree'
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

function PaidNote(props: { readonly payment: Payment }) {
  const people = createPeopleOn(useBill())
  const words = () => {
    const when = formatMoment(props.payment.written.at, Date.now())
    const by = props.payment.written.by
    return by === null
      ? t('settle.paidWhen', { when })
      : t('settle.paidBy', { name: people.nameOf(by), when })
  }
  return <span class="cap">{words()}</span>
}

/** Why the list may have a row "Nobody yet", and what becomes of it. */
function Unassigned() {
  const open = useBill()
  const sums = createMemo(() => {
    let free = 0
    let unpaid = 0
    for (const expense of open.bill.expenses) {
      const split = open.split(expense.id)
      free += split?.shares.get(nobody) ?? 0
      unpaid += split?.paid.get(nobody) ?? 0
    }
    return { free, unpaid }
  })
  const money = (minor: number) => formatMoney(locale(), minor, open.balances().currency)
  return (
    <div class="unassigned">
      <Show when={sums().free !== 0}>
        <p class="note">{t('settle.nobodyFree', { amount: money(sums().free) })}</p>
      </Show>
      <Show when={sums().unpaid !== 0}>
        <p class="note">{t('settle.nobodyPaid', { amount: money(sums().unpaid) })}</p>
      </Show>
    </div>
  )
}
