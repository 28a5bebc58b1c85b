/** What taking somebody off the bill does to what they had, in words that are true of this bill. */
import { nobody } from '../../../crdt/domain/split.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { showMessage } from '../../components/messages.ts'
import { formatMoney } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import type { OpenBill } from '../../state/open-bill.ts'

/**
 * The words for somebody whose share was `shareMinor`, when what nobody has taken grew by `freedMinor`: all of it fell
 * free, the others share it now, or some of each.
 */
export function removalWords(
  name: string,
  shareMinor: number,
  freedMinor: number,
  money: (minor: number) => string,
): string {
  if (shareMinor === 0) return t('persons.removed', { name })
  if (freedMinor === 0) return t('persons.removedShared', { name })
  if (freedMinor === shareMinor) return t('persons.removedFree', { name })
  return t('persons.removedBoth', { name, amount: money(freedMinor) })
}

/** Takes the person off the bill and says what became of what they had, with the way back. */
export function removePerson(open: OpenBill, write: OpenBill['write'], person: PersonId, name: string): void {
  const share = (of: PersonId | typeof nobody) => open.balances().parts.get(of)?.shareMinor ?? 0
  const shareBefore = share(person)
  const freeBefore = share(nobody)
  write.removePerson(person)
  const money = (minor: number) => formatMoney(locale(), minor, open.balances().currency)
  const words = removalWords(name, shareBefore, share(nobody) - freeBefore, money)
  showMessage({
    text: open.balances().byPerson.has(person) ? `${words} ${t('persons.paidStays')}` : words,
    action: { label: t('key.undo'), run: () => write.restorePerson(person) },
  })
}
