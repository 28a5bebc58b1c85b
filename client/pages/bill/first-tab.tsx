/** The first page of a bill: its receipt, or its expenses where there are several. */
import { Show } from 'solid-js'
import { useBill } from '../../state/context.tsx'
import { Expenses } from './expenses.tsx'
import { Receipt } from './receipt.tsx'

export function FirstTab() {
  const open = useBill()
  return (
    <Show when={open.isTrip()} fallback={<Receipt />}>
      <Expenses />
    </Show>
  )
}
