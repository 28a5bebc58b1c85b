/**
 * Who did what on the bill, the newest first, by days: with the values before and after, what was deleted and its way back, and
 * a way to take back what one did oneself. What is new since one last looked stands above a tear.
 */
import { createEffect, createMemo, createSignal, For, on, onMount, Show } from 'solid-js'
import { createRoving } from '../../components/roving.ts'
import { ReceiptSkeleton } from '../../components/skeleton.tsx'
import { dayOf, formatAmount, formatDay } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { ActivityFilters } from './activity-filters.tsx'
import { ActivityItem } from './activity-item.tsx'
import { type ActivityLine, type Filter, linesOf } from './activity-lines.ts'
import { currenciesThen } from './currency-then.ts'
import { createPeopleOn } from './people-on.ts'
import { toldNames } from './told-names.ts'

/** Lines drawn at first, and more at each wish: a long history is rarely read to its end. */
const pageLines = 50
const dayMs = 86_400_000

export function Activity() {
  const open = useBill()
  return (
    <Show
      when={open.loaded()}
      fallback={
        <div class="lift activity">
          <div class="roll paper torn torn-top">
            <ReceiptSkeleton />
          </div>
        </div>
      }
    >
      <Loaded />
    </Show>
  )
}

/** Lines of one day, on one side of what was new at the last look. */
interface Section {
  readonly isNew: boolean
  readonly day: string
  readonly lines: ActivityLine[]
}

function Loaded() {
  const open = useBill()
  const people = createPeopleOn(open)
  const history = open.history()
  const [filter, setFilter] = createSignal<Filter>('all')
  const [count, setCount] = createSignal(pageLines)
  let list: HTMLDivElement | undefined
  createEffect(on(open.lastLook.news, () => open.lastLook.view()))
  onMount(() => {
    // Arrow keys move among the keys that take something back: one Tab stop for all of them.
    list?.addEventListener('keydown', roving.onKeyDown)
    list?.addEventListener('focusin', roving.onFocusIn)
  })

  /** The same object for the same line, so that only new ones are drawn. */
  const known = new Map<string, ActivityLine>()
  const shown = createMemo(() => {
    const { lines, hasMore } = linesOf(history.records(), filter(), count())
    return {
      hasMore,
      lines: lines.map(line => {
        const same = known.get(line.key)
        if (same !== undefined && same.records.length === line.records.length) return same
        known.set(line.key, line)
        return line
      }),
    }
  })
  const isNew = ({ records }: ActivityLine) => records.some(({ key }) => open.lastLook.news().has(key))
  /** How many lines from the top are new, with one's own among them. */
  const newLines = createMemo(() => {
    const { lines } = shown()
    const end = lines.findIndex(line => !isNew(line) && line.first.by !== open.me())
    const top = end < 0 ? lines : lines.slice(0, end)
    return top.findLastIndex(isNew) + 1
  })
  const sections = createMemo(() => {
    const all = new Map<string, Section>()
    shown().lines.forEach((line, at) => {
      const isAbove = at < newLines()
      const key = `${isAbove} ${line.day}`
      const section = all.get(key)
      if (section) section.lines.push(line)
      else all.set(key, { isNew: isAbove, day: line.day, lines: [line] })
    })
    return all
  })
  /** By name, so that a day that grows stays drawn, and the focus in it. */
  const names = createMemo(() => [...sections().keys()])
  const roving = createRoving(() => shown().lines.map(line => line.key))
  const then = createMemo(() => currenciesThen(history.records()))
  const namesOf = ({ first }: ActivityLine) =>
    toldNames(open, people, history.thing, (thing, now) => then()(first, thing, now))
  const showEarlier = () => {
    const before = shown().lines.length
    setCount(before + pageLines)
    list?.querySelectorAll<HTMLElement>('.deed')[before]?.focus()
  }
  /** From what was last on screen to what it is now, whatever came since. */
  const share = () => {
    const change = open.lastLook.shareChange()
    const me = open.me()
    const { parts, currency } = open.balances()
    const nowMinor = me === null ? undefined : parts.get(me)?.shareMinor
    if (change === null || currency !== change.currency || nowMinor === undefined) return null
    return nowMinor === change.beforeMinor ? null : { ...change, nowMinor }
  }
  const money = (minor: number) => formatAmount(locale(), minor, open.balances().currency)

  return (
    <div class="activity">
      <ActivityFilters filter={filter()} isTrip={open.isTrip()} onChoose={setFilter} />
      <Show when={share()}>
        {change => (
          <p class="share-went" role="status">
            {t('activity.shareWent', {
              before: money(change().beforeMinor),
              now: money(change().nowMinor),
            })}
          </p>
        )}
      </Show>
      <div class="lift">
        <div ref={list} class="roll paper torn torn-top">
          <Show when={newLines() > 0}>
            <p class="since cap">{t('activity.sinceLooked')}</p>
          </Show>
          <For each={names()} fallback={<p class="quiet-note">{t(noneKey(filter()))}</p>}>
            {(name, at) => {
              const section = () => sections().get(name)
              return (
                <>
                  <Show when={at() > 0}>
                    <div class="tear" aria-hidden="true" />
                  </Show>
                  <section>
                    <div class="month">
                      <h2>{dayWords(section()?.day ?? '')}</h2>
                      <Show when={!section()?.isNew && sections().get(names()[at() - 1] ?? '')?.isNew}>
                        <span class="cap">{t('activity.before')}</span>
                      </Show>
                    </div>
                    <ol>
                      <For each={section()?.lines}>
                        {line => (
                          <ActivityItem
                            line={line}
                            isNew={isNew(line)}
                            history={history}
                            names={namesOf(line)}
                            people={people}
                            tabIndex={roving.tabIndex(line.key)}
                          />
                        )}
                      </For>
                    </ol>
                  </section>
                </>
              )
            }}
          </For>
          <Show when={shown().hasMore}>
            <button type="button" class="earlier" onClick={showEarlier}>
              {t('activity.earlier')}
            </button>
          </Show>
          <p class="kept cap">{t('activity.kept')}</p>
        </div>
      </div>
    </div>
  )
}

const noneKey = (filter: Filter) => (filter === 'all' ? 'activity.none' : 'activity.noneOfThese')

/** "Today", "Yesterday", "Sat 15 Nov". */
function dayWords(day: string): string {
  const now = new Date()
  if (day === dayOf(now)) return t('activity.today')
  if (day === dayOf(new Date(now.getTime() - dayMs))) return t('activity.yesterday')
  return formatDay(day, dayOf(now))
}
