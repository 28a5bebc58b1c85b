/**
 * A long list a page at a time: the first rows at once, more when its end comes near. A thousand bills are then as quick as
 * fifty, and a key says that there are more where nothing scrolls.
 */
import { type Accessor, createSignal, onCleanup } from 'solid-js'

export interface Paged<Item> {
  readonly shown: Accessor<readonly Item[]>
  readonly hasMore: Accessor<boolean>
  more(): void
  /** For what stands behind the last row: more come as it comes into sight. */
  watch(end: Element): void
}

/** Call it under an owner. */
export function createPaged<Item>(all: Accessor<readonly Item[]>, page: number): Paged<Item> {
  const [count, setCount] = createSignal(page)
  const hasMore = () => all().length > count()
  const more = () => {
    if (hasMore()) setCount(now => now + page)
  }
  return {
    shown: () => (hasMore() ? all().slice(0, count()) : all()),
    hasMore,
    more,
    watch(end) {
      const observer = new IntersectionObserver(
        entries => {
          if (!entries.some(entry => entry.isIntersecting)) return
          more()
          // An end that stays in sight tells no more by itself.
          observer.unobserve(end)
          observer.observe(end)
        },
        { rootMargin: '600px' },
      )
      observer.observe(end)
      onCleanup(() => observer.disconnect())
    },
  }
}
