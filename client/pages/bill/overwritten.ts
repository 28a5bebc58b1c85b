/** "Tom set Vino rosso to 26.00, yours was 25.00", with the way to have one's own back: words for the message row. */
import type { Overwritten } from '../../../crdt/document/overwritten.ts'
import type { Message } from '../../components/messages.ts'
import { showMessage } from '../../components/messages.ts'
import { t } from '../../i18n/text.ts'
import type { OpenBill } from '../../state/open-bill.ts'
import type { PeopleOn } from './people-on.ts'
import { stepsOf, tellSteps } from './steps.ts'
import { titleOf, valuesOf } from './told.ts'
import { toldNames } from './told-names.ts'

/** More do not fit a message; Activity has them all. */
const toldAtMost = 2

/** Null where there is nothing to tell. */
export function overwrittenMessage(
  open: OpenBill,
  people: PeopleOn,
  lost: readonly Overwritten[],
): Message | null {
  const names = toldNames(open, people, open.thing)
  const told = lost.slice(0, toldAtMost)
  if (told.length === 0) return null
  const sentences = told.map(({ mine, change, by, theirs }) => {
    const values = valuesOf(mine, { ...change, now: theirs, before: change.now }, names)
    return t('activity.overwritten', {
      name: people.nameOf(by),
      thing: titleOf(mine, names),
      now: values.now || t('activity.nothing'),
      mine: values.was || t('activity.nothing'),
    })
  })
  const usable = told.filter(({ canUseMine }) => canUseMine)
  const useMine = () => {
    const write = stepsOf(open)
    const used = usable.filter(({ mine, change }) => write.setAgain({ ...mine, changes: [change] }))
    if (used.length > 0) tellSteps(open, t('activity.usedMine'), used.length)
    else showMessage({ text: t('activity.notUndone') })
  }
  return {
    text: sentences.join(' '),
    ...(usable.length > 0 && open.mayEdit() && { action: { label: t('activity.useMine'), run: useMine } }),
  }
}
