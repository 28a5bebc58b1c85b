/** The receipt: for whom one taps, the guest check with its items and sums, and the register bar. */
import { useLocation, useNavigate } from '@solidjs/router'
import { createEffect, createMemo, createSignal, onCleanup, Show } from 'solid-js'
import type { Expense } from '../../../crdt/domain/bill.ts'
import { nobody, type Share } from '../../../crdt/domain/split.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { Pens } from '../../components/pens.tsx'
import { RegisterBar } from '../../components/register-bar.tsx'
import { createShortcuts } from '../../components/shortcuts.ts'
import { PensSkeleton, ReceiptSkeleton } from '../../components/skeleton.tsx'
import { createWide } from '../../components/wide.ts'
import { list, t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { isBlank } from '../../state/kind.ts'
import { Check } from './check.tsx'
import { titleOfExpense } from './expense-words.ts'
import { ExplainSheet } from './explain-sheet.tsx'
import { JustNow } from './just-now.tsx'
import { createPeopleOn } from './people-on.ts'
import { balancesHref, expenseHref, placeIn } from './places.ts'
import { serialOf } from './serial.ts'
import { stampOf } from './settled.ts'
import { stepsOf } from './steps.ts'

/** Charges that are named in the label of one's share; two at most, or the label would not fit a phone. */
const namedCharges = ['tax', 'tip', 'service', 'fee'] as const

export function Receipt() {
  const open = useBill()
  const write = stepsOf(open)
  const people = createPeopleOn(open)
  const navigate = useNavigate()
  const wide = createWide()
  const [chosen, setChosen] = createSignal<PersonId | null>(null)
  /** Whom one taps for: You until somebody else is chosen, and again when that person is gone. */
  const pen = createMemo(() => {
    const id = chosen()
    return id !== null && people.seated().some(person => person.id === id) ? id : open.me()
  })
  const canEdit = () => open.mayEdit()
  const result = createMemo(() => {
    const receipt = open.receipt()
    return receipt && open.split(receipt.id)
  })
  const shareOf = (person: PersonId) => result()?.shares.get(person) ?? 0
  const myShare = () => {
    const me = open.me()
    return me === null ? 0 : shareOf(me)
  }
  /** Whoever is not on the bill sees the total and the way to take a seat. */
  const isIn = () => (open.loaded() ? people.amIn() : open.me() !== null)
  const label = () => {
    if (!isIn()) return t('bar.total')
    const charges = open.receipt()?.split.charges.filter(charge => !charge.included) ?? []
    const kinds = namedCharges.filter(kind => charges.some(charge => charge.kind === kind))
    if (kinds.length === 0) return t('bar.share')
    const words =
      kinds.length > 2 ? t('charge.extrasInside') : list(kinds.map(kind => t(`charge.${kind}Inside`)))
    return t('bar.shareWith', { kinds: words })
  }
  const addPeople = (names: readonly string[]) => {
    for (const name of names) write.addPerson({ name })
  }
  /** Known before the bill is read, where home knows the bill. */
  const serial = () => {
    if (open.loaded()) return serialOf(open.bill)
    const known = open.known()
    return known?.createdAt
      ? serialOf({ createdAt: known.createdAt, createdBy: known.createdBy ?? null })
      : null
  }
  /** Whose share is being explained. */
  const [explained, setExplained] = createSignal<{ readonly share: Share } | null>(null)
  const canExplain = () => open.loaded() && (result()?.rows.length ?? 0) > 0
  /** Whoever left keeps what they had, and their length of the strip. */
  const claims = () =>
    [...people.seated(), ...people.gone()].map(({ id, ink }) => ({ ink, minor: shareOf(id) }))

  const location = useLocation()
  createEffect(() => open.chooseReceipt(placeIn(location.hash)?.expense ?? null))
  onCleanup(() => open.chooseReceipt(null))
  createShortcuts(
    Object.fromEntries(
      ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((key, index) => [
        key,
        () => {
          const person = people.seated()[index]
          if (person) setChosen(person.id)
        },
      ]),
    ),
  )

  return (
    <>
      <div class="cols">
        <div class="pp">
          <Show when={open.loaded()} fallback={<PensSkeleton count={open.known()?.people.length ?? 0} />}>
            <Pens
              people={people.seated()}
              selected={pen()}
              nameOf={person => people.nameOf(person.id)}
              faceOf={people.faceOf}
              shareOf={shareOf}
              isTreated={person => open.receipt()?.exempt.includes(person) ?? false}
              isHere={person => open.presence.here().includes(person)}
              currency={open.bill.currency}
              onSelect={setChosen}
              onExplain={share => setExplained({ share })}
              {...(canEdit() ? { onAdd: addPeople } : {})}
            />
            <Show when={wide()}>
              <JustNow people={people} />
            </Show>
          </Show>
        </div>
        <div class="rc">
          <div class="lift">
            <div class="check paper torn torn-top">
              <div class="check-head">
                <h2 class="print">{t('check.head')}</h2>
                <Show when={stampOf(open)}>{word => <span class="stamp">{word()}</span>}</Show>
                <Show when={serial()}>
                  {number => (
                    <span class="serial" role="img" aria-label={t('check.numberSpoken', { n: number() })}>
                      {t('check.number', { n: number() })}
                    </span>
                  )}
                </Show>
              </div>
              <Show when={open.loaded() && open.isTrip() && open.receipt()}>
                {receipt => <OneOfMany receipt={receipt()} />}
              </Show>
              <div class="rule" />
              <Show when={open.loaded() && open.receipt()} fallback={<ReceiptSkeleton />}>
                {receipt => (
                  <Check
                    receipt={receipt()}
                    pen={pen()}
                    canEdit={canEdit()}
                    people={people}
                    onExplain={share => setExplained({ share })}
                  />
                )}
              </Show>
            </div>
          </div>
          <Show when={open.loaded() && canEdit() && !open.isTrip()}>
            <p class="rc-more">
              <a class="key quiet sm" href={expenseHref(open.id, null)}>
                {open.expenses().every(isBlank) ? t('expenses.instead') : t('expenses.another')}
              </a>
            </p>
          </Show>
        </div>
      </div>
      <RegisterBar
        label={label()}
        isMine={isIn()}
        shareMinor={isIn() ? myShare() : (result()?.totalMinor ?? 0)}
        currency={(open.loaded() ? null : open.known()?.currency) ?? open.bill.currency}
        claims={claims()}
        freeMinor={Math.max(0, result()?.shares.get(nobody) ?? 0)}
        totalMinor={result()?.totalMinor ?? 0}
        ready={open.loaded()}
        onExplain={canExplain() ? () => setExplained({ share: open.me() ?? nobody }) : undefined}
        action={isIn() ? t('bar.settleUp') : t('bar.thisIsMe')}
        {...(isIn() ? {} : { icon: 'user' as const })}
        onAction={() => (isIn() ? navigate(balancesHref(open.id)) : open.setLooking(false))}
      />
      <Show when={explained()} keyed>
        {({ share }) => (
          <Show when={open.receipt()}>
            {receipt => (
              <Show when={result()}>
                {of => (
                  <ExplainSheet
                    expense={receipt()}
                    result={of()}
                    share={share}
                    onClose={() => setExplained(null)}
                  />
                )}
              </Show>
            )}
          </Show>
        )}
      </Show>
    </>
  )
}

/** Among other expenses a receipt says which one it is, and leads to what else there is to say of it. */
function OneOfMany(props: { readonly receipt: Expense }) {
  const open = useBill()
  return (
    <div class="rc-title">
      <span class="h3 whole">{titleOfExpense(props.receipt)}</span>
      <a class="key quiet sm" href={expenseHref(open.id, props.receipt.id)}>
        {t('expense.details')}
      </a>
    </div>
  )
}
