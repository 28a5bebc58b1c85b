/**
 * The page of a bill: opens the bill that the fragment names, then shows it to whoever has a seat, asks who they are
 * where they have none, and says so where there is no such bill on this device.
 */
import { type RouteSectionProps, useLocation, useNavigate } from '@solidjs/router'
import { Match, onCleanup, Show, Switch } from 'solid-js'
import { leaveMessage } from '../components/messages.ts'
import { BillProvider, useBill } from '../state/context.tsx'
import { BillFrame } from './bill/bill-frame.tsx'
import { Join } from './bill/join.tsx'
import { NotHere, NotThere } from './bill/not-here.tsx'
import { placeIn } from './bill/places.ts'
import { LinkProblemPage } from './link-problem.tsx'
import { handOverLink } from './links.ts'

export function BillPage(props: RouteSectionProps) {
  const location = useLocation()
  return (
    <Show
      when={placeIn(location.hash)?.bill}
      keyed
      // An address that can't be a bill of this device is no reason to pretend that nobody asked.
      fallback={location.hash.startsWith('#~') ? <NotHere /> : <HalfALink />}
    >
      {id => (
        <BillProvider id={id}>
          <Seated>{props.children}</Seated>
        </BillProvider>
      )}
    </Show>
  )
}

/** The address of a link without its secret part: a chat app cut it off, or the page was loaded anew after it was taken. */
function HalfALink() {
  const navigate = useNavigate()
  return (
    <LinkProblemPage
      problem={{ reason: 'noSecret', host: undefined }}
      onPaste={text => handOverLink({ text, leaked: false })}
      onLeave={() => navigate('/', { replace: true })}
    />
  )
}

function Seated(props: { readonly children: RouteSectionProps['children'] }) {
  const open = useBill()
  const location = useLocation()
  onCleanup(leaveMessage)
  const hasSeat = () => {
    const me = open.me()
    return me !== null && open.bill.people.some(({ id, removedAt }) => id === me && removedAt === null)
  }
  /** The relay was asked and has nothing: never sent, deleted, or gone with the relay. It comes when somebody brings it. */
  const isEmpty = () => open.loaded() && open.shared() && open.bill.people.length === 0
  /** A link that was just opened: nothing of the bill is here yet, not even its title or whose it is. */
  const isAllNew = () => !open.loaded() && open.shared() && open.me() === null && open.known() === null
  const isNowhere = () => open.loaded() && !open.shared() && open.bill.people.length === 0
  return (
    <Switch fallback={<Join />}>
      <Match when={isNowhere()}>
        <NotHere />
      </Match>
      <Match when={isEmpty()}>
        <NotThere />
      </Match>
      <Match when={hasSeat() || open.looking() || (!open.loaded() && !isAllNew())}>
        <Show
          when={location.pathname.endsWith('/expense')}
          fallback={<BillFrame>{props.children}</BillFrame>}
        >
          {props.children}
        </Show>
      </Match>
    </Switch>
  )
}
