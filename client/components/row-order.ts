/**
 * Rows on their way to another place: dragged by a grip, or slid there after a key. Only `transform` moves; the order
 * itself changes once, when the row is let go.
 */

const moveMs = 280
const easing = 'cubic-bezier(0.2, 0.8, 0.2, 1)'
/** Near the edge of what scrolls, a dragged row makes it scroll, at most so many px a frame. */
const edgePx = 90
const scrollPx = 10

function wantsMotion(): boolean {
  return !matchMedia('(prefers-reduced-motion: reduce)').matches
}

/** Lets `act` change the order of a list's rows, and slides every row from where it was to where it is. */
export function slideRows(list: HTMLElement, act: () => void): void {
  const before = new Map(Array.from(list.children, row => [row, row.getBoundingClientRect().top]))
  act()
  if (!wantsMotion()) return
  for (const row of Array.from(list.children)) {
    const from = (before.get(row) ?? row.getBoundingClientRect().top) - row.getBoundingClientRect().top
    if (from === 0) continue
    row.animate([{ transform: `translateY(${from}px)` }, { transform: 'none' }], { duration: moveMs, easing })
  }
}

/** What scrolls around a row: the main column of a desktop, else the page. */
function scrollerOf(row: HTMLElement): Element {
  const main = row.closest('main')
  const scrolls = main !== null && /auto|scroll/.test(getComputedStyle(main).overflowY)
  return (scrolls ? main : document.scrollingElement) ?? document.documentElement
}

/**
 * Follows the pointer that went down on a row's grip until it is let go; then tells the row's place among its siblings,
 * its old one where the browser took the pointer away. The grip must stay in the page meanwhile.
 */
export function dragRow(down: PointerEvent, grip: HTMLElement, drop: (to: number) => void): void {
  const row = grip.closest('li')
  const list = row?.parentElement
  if (!row || !list) return
  down.preventDefault()
  grip.setPointerCapture(down.pointerId)
  const rows = Array.from(list.children) as HTMLElement[]
  const from = rows.indexOf(row)
  const boxes = rows.map(each => ({ top: each.offsetTop, height: each.offsetHeight }))
  const own = boxes[from] ?? { top: 0, height: 0 }
  const scroller = scrollerOf(row)
  const startScroll = scroller.scrollTop
  let pointerY = down.clientY
  let to = from
  let frame = 0

  const place = () => {
    const shift = pointerY - down.clientY + scroller.scrollTop - startScroll
    const middle = own.top + own.height / 2 + shift
    to = boxes.filter((box, at) => at !== from && box.top + box.height / 2 < middle).length
    rows.forEach((each, at) => {
      const passed = at > from && at <= to ? -own.height : at < from && at >= to ? own.height : 0
      each.style.transform =
        at === from ? `translateY(${shift}px)` : passed === 0 ? '' : `translateY(${passed}px)`
    })
  }
  const scroll = () => {
    const above = edgePx - pointerY
    const below = pointerY - (window.innerHeight - edgePx)
    const by = above > 0 ? -above : below > 0 ? below : 0
    if (by !== 0) {
      scroller.scrollTop += Math.max(-scrollPx, Math.min(scrollPx, by / 4))
      place()
    }
    frame = requestAnimationFrame(scroll)
  }
  const move = (event: PointerEvent) => {
    if (event.pointerId !== down.pointerId) return
    pointerY = event.clientY
    place()
  }
  const end = (event: PointerEvent) => {
    if (event.pointerId !== down.pointerId) return
    cancelAnimationFrame(frame)
    grip.removeEventListener('pointermove', move)
    grip.removeEventListener('pointerup', end)
    grip.removeEventListener('pointercancel', end)
    for (const each of rows) each.style.transform = ''
    list.classList.remove('is-sorting')
    row.classList.remove('is-dragged')
    drop(event.type === 'pointerup' ? to : from)
  }
  list.classList.add('is-sorting')
  row.classList.add('is-dragged')
  grip.addEventListener('pointermove', move)
  grip.addEventListener('pointerup', end)
  grip.addEventListener('pointercancel', end)
  frame = requestAnimationFrame(scroll)
}
