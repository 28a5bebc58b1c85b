/**
 * The register under a list of expenses: what one owes or gets back (a tap on it says why), the way to settle, and the next
 * expense.
 */
import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, Show } from 'solid-js'
import { createBarHeight } from '../../components/bar-height.ts'
import { Figure } from '../../components/figure.tsx'
import { Key } from '../../components/key.tsx'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { BalanceSheet } from './balance-sheet.tsx'
import type { PeopleOn } from './people-on.ts'
import { balancesHref } from './places.ts'

export function TripBar(props: { readonly people: PeopleOn; readonly onAdd: () => void }) {
  const open = useBill()
  const navigate = useNavigate()
  const bar = createBarHeight()
  const [explaining, setExplaining] = createSignal(false)
  const mine = createMemo(() => {
    const me = open.me()
    return me === null || !open.reckoned() ? 0 : (open.balances().byPerson.get(me) ?? 0)
  })
  const label = () => {
    if (!props.people.amIn() || !open.reckoned()) return t('bar.spent')
    if (mine() === 0) return t('home.settled')
    return mine() < 0 ? t('home.youOwe') : t('home.youGetBack')
  }
  return (
    <>
      <footer class="bar register" ref={bar}>
        <div class="share">
          <div class="lab">{label()}</div>
          <Figure
            minor={props.people.amIn() || !open.reckoned() ? Math.abs(mine()) : open.balances().spentMinor}
            currency={(open.loaded() ? null : open.known()?.currency) ?? open.bill.currency}
            class={open.reckoned() ? (props.people.amIn() ? '' : 'all') : 'waiting'}
            blank={!open.reckoned()}
          />
          <Show when={open.reckoned() && props.people.amIn()}>
            <button
              type="button"
              class="explains"
              aria-haspopup="dialog"
              aria-label={t('explain.how')}
              onClick={() => setExplaining(true)}
            />
          </Show>
        </div>
        <span class="sp" />
        <Key off={!open.loaded()} onPress={() => navigate(balancesHref(open.id))}>
          {t('bar.settleUp')}
        </Key>
        <Show
          when={props.people.amIn() || !open.loaded()}
          fallback={
            <Key kind="you" icon="user" onPress={() => open.setLooking(false)}>
              {t('bar.thisIsMe')}
            </Key>
          }
        >
          <Show when={open.mayEdit() || !open.loaded()}>
            <Key kind="you" icon="plus" off={!open.loaded()} onPress={() => props.onAdd()}>
              {t('key.add')}
            </Key>
          </Show>
        </Show>
      </footer>
      <Show when={explaining() && open.me()}>
        {me => <BalanceSheet share={me()} onClose={() => setExplaining(false)} />}
      </Show>
    </>
  )
}
