/** What a category is called and how it is drawn: those that every bill has, and a bill's own. */
import type { Category } from '../../crdt/domain/bill.ts'
import { type CategoryKey, categories, categoryKey } from '../../crdt/domain/categories.ts'
import { t } from '../i18n/text.ts'
import type { IconName } from '../icons/paths.ts'

const icons: Readonly<Record<CategoryKey, IconName>> = {
  stay: 'bed',
  food: 'mug',
  groceries: 'shopping-bag',
  transport: 'bus',
  fun: 'waves',
  gift: 'gift',
  home: 'home',
  other: 'more-horizontal',
}

/** The drawings that a bill's own category can have. Their names stand in documents: add, never rename. */
export const ownIcons = [
  'suitcase',
  'coffee',
  'bottle-wine',
  'car',
  'snowflake',
  'flag',
  'store',
  'coins',
  'bed',
  'mug',
  'shopping-bag',
  'bus',
  'waves',
  'gift',
  'home',
] as const satisfies readonly IconName[]

export interface CategoryLook {
  /** What an expense holds. */
  readonly value: string
  readonly name: string
  readonly icon: IconName
}

const known = (key: CategoryKey): CategoryLook => ({
  value: key,
  name: t(`category.${key}`),
  icon: icons[key],
})

/** The look of an expense's category. One that the bill does not know looks like "other". */
export function lookOf(category: string, own: readonly Category[]): CategoryLook {
  const key = categoryKey(category)
  if (key !== null) return known(key)
  const found = own.find(({ id }) => id === category)
  if (found === undefined) return known('other')
  const icon = ownIcons.find(name => name === found.icon) ?? icons.other
  return { value: found.id, name: found.name, icon }
}

/** All that can be chosen: the known ones, then the bill's own. */
export function choicesOf(own: readonly Category[]): readonly CategoryLook[] {
  const made = own.filter(({ removed }) => !removed).map(({ id }) => lookOf(id, own))
  return [...categories.map(known), ...made]
}
