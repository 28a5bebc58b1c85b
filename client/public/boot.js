/**
 * Runs before anything else is fetched, drawn or recorded: takes the secret of a bill's link out of the address bar,
 * and sets the theme before the first paint. A classic blocking script of its own origin, because the content
 * security policy allows no inline script and a module would run too late.
 *
 * A link is `/b#<secret>`. Mail gateways and chat apps mangle it, so `/b%23<secret>`, `/b/%23<secret>`,
 * `/#b/<secret>` and `/b/#<secret>` are understood alike; after a `%23` the secret was part of a request's path and
 * a server has seen it, which `leaked` remembers. `/b#~<local id>` names a bill on this device and stays.
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
    const inPath = /^\/b\/?%23(.+)$/i.exec(path)
    if (inPath?.[1] !== undefined) return { fragment: inPath[1] + hash, leaked: true }
    const fragment = hash.replace(/^#/, '')
    if (fragment === '' || fragment.startsWith('~')) return null
    if (path === '/b' || path === '/b/') return { fragment, leaked: false }
    const inHash = /^\/?b\/(.*)$/.exec(fragment)
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
})()
