/**
 * The slips below the balances: what is to be paid, one's own first, then what was paid; with several currencies by
 * themselves a group for each. Payments are marked, recorded, corrected and taken back here, each with its way back.
 */
import { createMemo, createSignal, For, type JSX, onMount, Show } from 'solid-js'
import type { CurrencyCode, Payment } from '../../../crdt/domain/bill.ts'
import type { Transfer } from '../../../crdt/domain/settle.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { Key } from '../../components/key.tsx'
import { showMessage } from '../../components/messages.ts'
import { nameOfCurrency } from '../../i18n/currency-list.ts'
import { formatMoney } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { PaidSlip } from './paid-slip.tsx'
import { changedIn, draftOf, type PaymentDraft, sameFieldsOf } from './payment-draft.ts'
import { PaymentSheet } from './payment-sheet.tsx'
import { createPeopleOn } from './people-on.ts'
import type { Reckonings } from './reckoning.ts'
import { stepsOf } from './steps.ts'
import { TransferSlip } from './transfer-slip.tsx'

/** Slips that appear later than this were paid while one looked. */
const settledMs = 500

/** What the payment sheet is open for. */
type Editing =
  | { readonly kind: 'new'; readonly start: Partial<PaymentDraft> }
  | { readonly kind: 'part'; readonly start: Partial<PaymentDraft> }
  | { readonly kind: 'payment'; readonly start: PaymentDraft; readonly payment: Payment }

export function SettleSlips(props: {
  readonly reckonings: Reckonings
  /** Opens where somebody's balance in that currency comes from. */
  readonly onExplain: (person: PersonId, currency: CurrencyCode) => void
  readonly children: JSX.Element
}) {
  const open = useBill()
  const write = stepsOf(open)
  const people = createPeopleOn(open)
  const [editing, setEditing] = createSignal<Editing | null>(null)
  const [settled, setSettled] = createSignal(false)
  onMount(() => setTimeout(() => setSettled(true), settledMs))
  const isApart = () => props.reckonings.view() === 'apart'

  /** False, and said, on a bill that somebody closed while a sheet was open. */
  const canWrite = (): boolean => {
    if (!open.mayEdit()) showMessage({ text: t('slip.closed') })
    return open.mayEdit()
  }
  const add = (draft: Omit<PaymentDraft, 'date' | 'note'> & Partial<PaymentDraft>) => {
    if (!canWrite()) return
    const id = write.addPayment(draft)
    const names = {
      from: people.nameOf(draft.from),
      to: people.isMe(draft.to) ? t('person.youInside') : people.nameOf(draft.to),
      amount: formatMoney(locale(), draft.amountMinor, draft.currency),
    }
    showMessage({
      text: t('settle.markedPaid', names),
      action: { label: t('key.undo'), run: () => write.deletePayment(id) },
    })
    // The slip that was pressed is gone or says something else: one goes on from the one that was paid.
    document.querySelector<HTMLElement>(`[data-payment="${id}"] button`)?.focus({ preventScroll: true })
  }
  const change = (payment: Payment, start: PaymentDraft, draft: PaymentDraft) => {
    if (!canWrite()) return
    const { id } = payment
    const changed = changedIn(start, draft)
    const before = sameFieldsOf(draftOf(payment), changed)
    write.setPayment(id, changed)
    showMessage({
      text: t('settle.changed'),
      action: { label: t('key.undo'), run: () => write.setPayment(id, before) },
    })
  }
  const takeBack = ({ id }: Payment) => {
    if (!canWrite()) return
    write.deletePayment(id)
    showMessage({
      text: t('settle.undone'),
      action: { label: t('key.undo'), run: () => write.restorePayment(id) },
    })
  }
  const titleOfSheet = () => {
    const kind = editing()?.kind
    if (kind === 'payment') return t('settle.editPayment')
    return kind === 'part' ? t('settle.partTitle') : t('settle.record')
  }
  const payment = () => {
    const now = editing()
    return now?.kind === 'payment' ? now.payment : null
  }
  return (
    <>
      <For each={props.reckonings.currencies()}>
        {currency => (
          <Group
            reckonings={props.reckonings}
            currency={currency}
            named={isApart()}
            isStamped={settled()}
            onPaid={transfer => add({ ...transfer, currency })}
            onPart={transfer => setEditing({ kind: 'part', start: { ...transfer, currency } })}
            onEdit={paid => setEditing({ kind: 'payment', start: draftOf(paid), payment: paid })}
            onUndo={takeBack}
            onExplain={person => props.onExplain(person, currency)}
          />
        )}
      </For>
      <p class="settle-more">
        <Show when={open.mayEdit() && people.seated().length > 1}>
          <Key kind="quiet" icon="plus" onPress={() => setEditing({ kind: 'new', start: {} })}>
            {t('settle.record')}
          </Key>
        </Show>
        {props.children}
      </p>
      <Show when={editing()}>
        <PaymentSheet
          title={titleOfSheet()}
          payment={payment()}
          start={editing()?.start ?? {}}
          transfers={currency => props.reckonings.of(currency).transfers}
          onSave={draft => {
            const now = editing()
            setEditing(null)
            if (now?.kind === 'payment') change(now.payment, now.start, draft)
            else add(draft)
          }}
          {...(payment()
            ? {
                onDelete: () => {
                  const gone = payment()
                  setEditing(null)
                  if (gone) takeBack(gone)
                },
              }
            : {})}
          onClose={() => setEditing(null)}
        />
      </Show>
    </>
  )
}

/** What is to be paid and what was, in one currency; in the view of the bill's currency, what was paid in any. */
function Group(props: {
  readonly reckonings: Reckonings
  readonly currency: CurrencyCode
  readonly named: boolean
  readonly isStamped: boolean
  readonly onPaid: (transfer: Transfer) => void
  readonly onPart: (transfer: Transfer) => void
  readonly onEdit: (payment: Payment) => void
  readonly onUndo: (payment: Payment) => void
  readonly onExplain: (person: PersonId) => void
}) {
  const open = useBill()
  const people = createPeopleOn(open)
  const transfers = () => props.reckonings.of(props.currency).transfers
  /** One's own payments come first: they are the next move. By pair, so that a slip stays while amounts change. */
  const pairs = createMemo(() => {
    const mine = ({ from, to }: Transfer) => people.isMe(from) || people.isMe(to)
    const all = [...transfers().filter(mine), ...transfers().filter(transfer => !mine(transfer))]
    return all.map(pairOf)
  })
  const payments = createMemo(() =>
    open.bill.payments.filter(({ currency }) => !props.named || currency === props.currency),
  )
  return (
    <Show when={pairs().length + payments().length > 0}>
      <Show when={props.named}>
        <h3 class="h3 of-currency">{nameOfCurrency(props.currency)}</h3>
      </Show>
      <ol
        class="slips"
        aria-label={
          props.named
            ? t('settle.paymentsIn', { currency: nameOfCurrency(props.currency) })
            : t('settle.payments')
        }
      >
        <For each={pairs()}>
          {(pair, index) => {
            const transfer = createMemo<Transfer | undefined>(
              before => transfers().find(each => pairOf(each) === pair) ?? before,
            )
            return (
              <Show when={transfer()}>
                {shown => (
                  <TransferSlip
                    transfer={shown()}
                    currency={props.currency}
                    last={index() === pairs().length - 1 && payments().length === 0}
                    onPaid={() => props.onPaid(shown())}
                    onPart={() => props.onPart(shown())}
                    onExplain={() => props.onExplain(shown().from)}
                  />
                )}
              </Show>
            )
          }}
        </For>
        <For each={payments()}>
          {(payment, index) => (
            <PaidSlip
              payment={payment}
              isStamped={props.isStamped}
              last={index() === payments().length - 1}
              onEdit={() => props.onEdit(payment)}
              onUndo={() => props.onUndo(payment)}
            />
          )}
        </For>
      </ol>
    </Show>
  )
}

const pairOf = ({ from, to }: Transfer): string => `${from}>${to}`
