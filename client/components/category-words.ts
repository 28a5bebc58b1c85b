/** What a category is called in sums over several bills, and in which ink it is drawn. */
import {
  type CategoryKey,
  categoryKey,
  ownCategoryName,
  type SummedCategory,
} from '../../crdt/domain/categories.ts'
import { t } from '../i18n/text.ts'

export function wordOfCategory(category: SummedCategory): string {
  return ownCategoryName(category) ?? t(`category.${inkOfCategory(category)}`)
}

/** A bill's own ones share the ink of "other". */
export function inkOfCategory(category: SummedCategory): CategoryKey {
  return categoryKey(category) ?? 'other'
}
