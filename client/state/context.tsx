/** Gives the open bill to the pages below it. */
import { createContext, type JSX, Show, useContext } from 'solid-js'
import type { BillId } from '../../crdt/ids.ts'
import { createOpenBill } from './create-open-bill.ts'
import type { OpenBill } from './open-bill.ts'

const BillContext = createContext<OpenBill>()

/** The bill that the page shows. @throws Error outside a BillProvider. */
export function useBill(): OpenBill {
  const bill = useContext(BillContext)
  if (!bill) throw new Error('useBill is called outside a BillProvider')
  return bill
}

/** Opens the bill of this id for what is inside, and closes it with it; another id opens another one. */
export function BillProvider(props: { readonly id: BillId; readonly children: JSX.Element }) {
  return (
    <Show when={props.id} keyed>
      {id => <Opened id={id}>{props.children}</Opened>}
    </Show>
  )
}

function Opened(props: { readonly id: BillId; readonly children: JSX.Element }) {
  return <BillContext.Provider value={createOpenBill(props.id)}>{props.children}</BillContext.Provider>
}
