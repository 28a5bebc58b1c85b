/** The first page of a bill: its receipt, or its expenses where there are several. */
import { Show } from 'solid-js'
import { useBill } from '../../state/context.tsx'
import { Expenses } from './expenses.tsx'
import { isTrip } from './kind.ts'
import { Receipt } from './receipt.tsx'

export function FirstTab() {
  const open = useBill()
  return (
    <Show when={open.loaded() && isTrip(open.bill)} fallback={<Receipt />}>
      <Expenses />
    </Show>
  )
}
