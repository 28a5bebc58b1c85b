/** The categories that every bill has. Their keys stand in documents: frozen. What people call them is i18n's. */
export const categories = ['stay', 'food', 'groceries', 'transport', 'fun', 'gift', 'home', 'other'] as const

export type CategoryKey = (typeof categories)[number]

/** One of the keys, or null for a category of a bill's own. An expense without any counts as "other". */
export function categoryKey(category: string): CategoryKey | null {
  if (category === '') return 'other'
  return categories.find(key => key === category) ?? null
}

/**
 * A category in sums over several bills: a key, or "=" and the name of a category that a bill made for itself, because what two
 * bills call the same is the same to whoever reads the sum.
 */
export type SummedCategory = string

const own = '='

export function ownCategory(name: string): SummedCategory {
  return own + name
}

/** The name behind "=", or null for a key. */
export function ownCategoryName(category: SummedCategory): string | null {
  return category.startsWith(own) ? category.slice(own.length) : null
}
