/**
 * Runs before anything else is fetched, drawn or recorded: takes the secret of a bill's link out of the address bar,
 * and sets the theme before the first paint. A classic blocking script of its own origin, because the content
 * security policy allows no inline script and a module would run too late.
 *
 * A link is `/b#<secret>`. Mail gateways and chat apps mangle it, so `/b%23<secret>`, `/b/%23<secret>`,
 * `/#b/<secret>` and `/b/#<secret>` are understood alike; after a `%23` the secret was part of a request's path and
 * a server has seen it, which `leaked` remembers. `/b#~<local id>` names a bill on this device and stays.
 *
 * It also watches: when the app has drawn nothing after 15 seconds, this script offers to repair it. Its words are here and
 * not in the dictionary, because whatever keeps the app from starting may be in any other file.
 */
;(() => {
  /** @typedef {{ fragment: string | null, leaked: boolean }} Boot */

  /**
   * The secret in an address, or null where there is none.
   * @param {string} path
   * @param {string} hash
   * @returns {{ fragment: string, leaked: boolean } | null}
   */
  function linkIn(path, hash) {
    const inPath = /^\/b\/?%(?:25)*23(.+)$/i.exec(path)
    if (inPath?.[1] !== undefined) return { fragment: inPath[1] + hash, leaked: true }
    const fragment = hash.replace(/^#/, '')
    if (fragment === '' || fragment.startsWith('~')) return null
    if (/^\/b\/?$/i.test(path)) return { fragment, leaked: false }
    const inHash = /^\/?b\/(.*)$/i.exec(fragment)
    if (path === '/' && inHash?.[1] !== undefined) return { fragment: inHash[1], leaked: false }
    return null
  }

  /**
   * Takes the secret off the address bar.
   * @returns {{ fragment: string, leaked: boolean } | null}
   */
  function take() {
    const found = linkIn(location.pathname, location.hash)
    if (found) history.replaceState(null, '', '/b')
    return found
  }

  /** @type {Boot} */
  let boot = { fragment: null, leaked: false }
  try {
    boot = take() ?? boot
  } catch {
    // A browser that forbids replaceState still gets its bill; the secret then stays in its address bar.
    boot = linkIn(location.pathname, location.hash) ?? boot
  }
  window.billingtonBoot = boot

  // A link pasted into the address bar of a page that is already open loads nothing: it only changes the fragment.
  // This listener is the first of its kind, so the router never sees the secret.
  for (const type of ['popstate', 'hashchange']) {
    window.addEventListener(type, event => {
      try {
        const found = take()
        if (!found) return
        event.stopImmediatePropagation()
        window.dispatchEvent(new CustomEvent('billington-link', { detail: found }))
      } catch {
        // Nothing was taken, nothing is lost: a reload opens the link.
      }
    })
  }

  try {
    const theme = JSON.parse(localStorage.getItem('billington-settings') ?? '{}').theme
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  } catch {
    // No storage or not ours: the system's theme it is.
  }

  const patienceMs = 15_000
  const hasDrawn = () => document.querySelector('#root main') !== null

  /** Can the app be fetched anew? The service worker leaves this path to the network. */
  const isReachable = () =>
    fetch('/healthz', { cache: 'no-store' }).then(
      () => true,
      () => false,
    )

  /** Drops the worker and the files it keeps, and loads the app anew. Bills are in IndexedDB, which is not touched. */
  async function repair() {
    const workers = (await navigator.serviceWorker?.getRegistrations()) ?? []
    const ours = workers.filter(worker => worker.scope === `${location.origin}/`)
    await Promise.all(ours.map(worker => worker.unregister()))
    if (window.caches) {
      const names = (await caches.keys()).filter(name => name.startsWith('billington-'))
      await Promise.all(names.map(name => caches.delete(name)))
    }
  }

  function offerRepair() {
    const box = document.createElement('section')
    const title = document.createElement('h1')
    const words = document.createElement('p')
    const button = document.createElement('button')
    title.textContent = 'Billington did not start.'
    words.textContent =
      'A part of the app is missing or damaged, or the network is very slow. Your bills are safe on this device.'
    button.textContent = 'Repair and reload'
    button.type = 'button'
    box.setAttribute('role', 'alert')
    Object.assign(box.style, {
      margin: '48px auto',
      maxWidth: '448px',
      padding: '24px',
      background: '#FFFEF8',
      color: '#16261D',
      font: '17px/1.4 system-ui, sans-serif',
    })
    Object.assign(title.style, { font: '700 26px/1.2 system-ui, sans-serif', margin: '0 0 12px' })
    Object.assign(words.style, { margin: '0 0 20px' })
    Object.assign(button.style, {
      minHeight: '48px',
      padding: '0 20px',
      background: '#16261D',
      color: '#FFFEF8',
      font: 'inherit',
      border: '0',
    })
    button.addEventListener('click', async () => {
      if (!(await isReachable())) {
        // Without a network there is nothing to put in place of what would be dropped.
        words.textContent = 'There is no connection now. Your bills are safe on this device; repair the app when you are online.'
        return
      }
      await repair().catch(() => undefined)
      location.reload()
    })
    box.append(title, words, button)
    document.body.append(box)
    // Late is better than never.
    const look = setInterval(() => {
      if (!hasDrawn()) return
      clearInterval(look)
      box.remove()
    }, 1_000)
  }

  window.setTimeout?.(() => {
    if (!hasDrawn()) offerRepair()
  }, patienceMs)
})()
