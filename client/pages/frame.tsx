/** The frame of every page with a rail: on a desktop the bills stand beside it, on a phone there is only the page. */
import { useNavigate } from '@solidjs/router'
import { createMemo, type JSX } from 'solid-js'
import { showMessage } from '../components/messages.ts'
import type { Place } from '../components/nav-bar.tsx'
import { Rail, RailBills } from '../components/rail.tsx'
import { billHref } from '../components/summary.ts'
import { dayOf } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { useBills } from '../state/bills.ts'

/** Makes a bill and goes there. */
export function useNewBill(): () => void {
  const bills = useBills()
  const navigate = useNavigate()
  return () => {
    bills.create().then(
      id => navigate(billHref(id)),
      () => showMessage({ text: t('home.createFailed') }),
    )
  }
}

export function Frame(props: {
  readonly class: string
  readonly place: Place | null
  /** The bill that is open. */
  readonly current?: string
  /** What the rail shows instead of the bills. */
  readonly rail?: JSX.Element
  readonly newBill?: boolean
  readonly children: JSX.Element
}) {
  const bills = useBills()
  const newBill = useNewBill()
  const today = createMemo(() => dayOf(new Date()))
  return (
    <div class={`app ${props.class}`}>
      <Rail place={props.place} newBill={props.newBill ?? true} onNewBill={newBill}>
        {props.rail ?? <RailBills bills={bills.rows()} current={props.current ?? null} today={today()} />}
      </Rail>
      {props.children}
    </div>
  )
}
