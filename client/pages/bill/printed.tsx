/** The total as printed, and by how much the lines differ from it, while one types. It never blocks (money rule 12). */
import { createMemo, createSignal, Show } from 'solid-js'
import type { Expense, Minor } from '../../../crdt/domain/bill.ts'
import { printedGap, type SplitResult } from '../../../crdt/domain/split.ts'
import { AmountField } from '../../components/amount-field.tsx'
import { formatAmount } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBill } from '../../state/context.tsx'
import { stepsOf } from './steps.ts'

export function Printed(props: {
  readonly receipt: Expense
  readonly split: SplitResult | undefined
  readonly canEdit: boolean
}) {
  const open = useBill()
  const write = stepsOf(open)
  const [asked, setAsked] = createSignal(false)
  /** What the field says before it is left; undefined while it says what is stored. */
  const [typed, setTyped] = createSignal<Minor | null>()
  const amount = (minor: number) => formatAmount(locale(), minor, props.receipt.currency)
  const gapTo = (printedTotalMinor: Minor | null) =>
    props.split && printedGap({ ...props.receipt, printedTotalMinor }, props.split)
  const wordsFor = (gap: ReturnType<typeof gapTo>) => {
    if (!gap) return ''
    if (gap.missingMinor === 0) return t('check.printedEqual')
    const slots = {
      printed: amount(gap.printedMinor),
      own: amount(gap.ownMinor),
      gap: amount(Math.abs(gap.missingMinor)),
    }
    return gap.missingMinor > 0 ? t('check.printedMissing', slots) : t('check.printedTooMuch', slots)
  }
  const seen = createMemo(() => {
    const now = typed()
    return gapTo(now === undefined ? props.receipt.printedTotalMinor : now)
  })
  return (
    <Show
      when={asked() || props.receipt.printedTotalMinor !== null}
      fallback={
        <Show when={props.canEdit}>
          <button type="button" class="sum-row add" onClick={() => setAsked(true)}>
            <Icon name="check" small />
            {t('check.addPrinted')}
          </button>
        </Show>
      }
    >
      <div class="printed">
        <div class="pair">
          <span>{t('check.printed')}</span>
          <Show
            when={props.canEdit}
            fallback={<span class="amt">{amount(props.receipt.printedTotalMinor ?? 0)}</span>}
          >
            <AmountField
              optional
              unsigned
              autofocus={asked() && props.receipt.printedTotalMinor === null}
              label={t('check.printed')}
              currency={props.receipt.currency}
              minor={props.receipt.printedTotalMinor}
              onType={setTyped}
              onCommit={printedTotalMinor => {
                write.setExpense(props.receipt.id, { printedTotalMinor })
                setAsked(false)
              }}
            />
          </Show>
        </div>
        <span class="cap" classList={{ owe: (seen()?.missingMinor ?? 0) !== 0 }} aria-hidden="true">
          {wordsFor(seen())}
        </span>
        {/* Said when the field is left, not at every key. */}
        <span role="status" class="vh">
          {wordsFor(gapTo(props.receipt.printedTotalMinor))}
        </span>
      </div>
    </Show>
  )
}
