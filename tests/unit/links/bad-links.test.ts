/**
 * Links as they arrive, from the text to what the app says or the bill that opens: what boot.js takes off the address bar,
 * what is found in pasted text, and what its secret turns out to be. Each has a row in tests/bad-input.md.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { t } from '../../../client/i18n/text.ts'
import { findSecret } from '../../../client/state/link-text.ts'
import { concat, fromBase64url, toBase64url } from '../../../crdt/bytes.ts'
import { keysFromAdminSeed, keysFromEditSeed } from '../../../crdt/encryption/keys.ts'
import { decodeLinkIn, encodeLink } from '../../../crdt/encryption/link.ts'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import { startPage } from '../../world/boot-page.ts'

beforeAll(() => proofReady)

const host = 'bill.example'
const keys = () => keysFromAdminSeed(new Uint8Array(16).fill(5))
const edit = () => encodeLink(keys(), 'edit')
const view = () => encodeLink(keys(), 'view')
const link = () => `https://${host}/b#${edit()}`

/** What comes of pasted text: the bill with a right, or what the page says. */
function outcomeOf(text: string): string {
  const found = findSecret(text, host)
  if ('reason' in found) {
    return found.reason === 'otherHost' && found.host
      ? t('problem.otherHostBody', { host: found.host })
      : said(found.reason)
  }
  const read = decodeLinkIn(found.secret)
  if (!read.ok) return said(read.fault)
  return read.keys.room === keys().room ? `opens to ${read.keys.right}` : 'opens another room'
}

/** The same for an address of this page that is opened. */
function outcomeOfAddress(address: string): string {
  const { boot, bar } = startPage(address)
  const { fragment, leaked } = boot as { fragment: string | null; leaked: boolean }
  if (fragment === null) return 'is no link'
  expect(bar()).toBe('/b')
  return outcomeOf(fragment) + (leaked ? ', leaked' : '')
}

const said = (
  reason: 'noSecret' | 'cut' | 'damaged' | 'newerVersion' | 'otherHost' | 'notALink' | 'leaked',
) => `${t(`problem.${reason}1`)} ${t(`problem.${reason}2`)}`

const cut = 'The end of the link is missing.'
const half = 'Half the link is missing.'
const damaged = 'The link is damaged.'
const newer = 'The link is from a newer app.'
const none = 'That is not a link.'

describe('an address that is opened', () => {
  const opened: Record<string, [address: () => string, outcome: string]> = {
    'L10: /b/# for /b#': [() => `/b/#${edit()}`, 'opens to edit'],
    'L11: the fragment before the path': [() => `/#b/${edit()}`, 'opens to edit'],
    'L12: the fragment before the path, with a slash': [() => `/#/b/${edit()}`, 'opens to edit'],
    'L13: %23 for #': [() => `/b%23${edit()}`, 'opens to edit, leaked'],
    'L14: /%23 for #': [() => `/b/%23${view()}`, 'opens to view, leaked'],
    'L15: %2523 for #': [() => `/b%2523${edit()}`, 'opens to edit, leaked'],
    'L16: an upper-case path': [() => `/B#${edit()}`, 'opens to edit'],
    'L17: a query before the #': [() => `/b?utm_source=chat#${edit()}`, 'opens to edit'],
    'L18: a query behind the secret': [() => `/b#${edit()}?utm_source=chat&id=1`, 'opens to edit'],
    'L19: a parameter behind the secret': [() => `/b#${edit()}&fbclid=IwAR0`, 'opens to edit'],
    'L20: a zero-width space that the browser escaped': [() => `/b#${edit()}%E2%80%8B`, 'opens to edit'],
    'L21: a quotation mark that the browser escaped': [() => `/b#${edit()}%E2%80%9D`, 'opens to edit'],
    'L22: an escaped space behind it': [() => `/b#${edit()}%20`, 'opens to edit'],
    'L23: escaped letters': [
      () => `/b#%${edit().charCodeAt(0).toString(16)}${edit().slice(1)}`,
      'opens to edit',
    ],
    'L24: a closing bracket behind it': [() => `/b#${edit()})`, 'opens to edit'],
    'L25: a slash behind it': [() => `/b#${edit()}/`, 'opens to edit'],
    'L26: what later versions put behind a dot': [() => `/b#${edit()}.57`, 'opens to edit'],
    'L27: markup for a secret': [() => '/b#%3Cscript%3Ealert(1)%3C/script%3E', none],
    'L28: a word for a secret': [() => '/b#hello', none],
    'L29: escapes that are none': [() => `/b#%FF%GG%`, none],
    'L30: the address of a bill on another device': [() => '/b#~k7Qp3vT9xM2c', 'is no link'],
    'L31: a newer version': [() => `/b#Ag${edit().slice(2)}`, newer],
    'L32: version 0': [() => `/b#AA${edit().slice(2)}`, damaged],
  }
  it.each(Object.entries(opened))('%s', (_, [address, outcome]) => {
    expect(outcomeOfAddress(address())).toBe(outcome)
  })

  it('L33: an edit link cut at every letter', () => {
    for (let length = 2; length < edit().length; length++) {
      expect([length, outcomeOfAddress(`/b#${edit().slice(0, length)}`)]).toEqual([length, cut])
    }
    expect(outcomeOfAddress(`/b#${edit().slice(0, 1)}`)).toBe(none)
  })

  it('L34: a view link cut at every letter', () => {
    for (let length = 2; length < view().length; length++) {
      expect([length, outcomeOfAddress(`/b#${view().slice(0, length)}`)]).toEqual([length, cut])
    }
  })

  it('L35: any one letter changed', () => {
    for (let at = 0; at < edit().length; at++) {
      const other = edit()[at] === 'x' ? 'y' : 'x'
      const outcome = outcomeOfAddress(`/b#${edit().slice(0, at)}${other}${edit().slice(at + 1)}`)
      expect([damaged, newer, cut, none]).toContain(outcome)
    }
  })
})

describe('text that is pasted', () => {
  const pasted: Record<string, [text: () => string, outcome: string]> = {
    'L36: a sentence around it': [() => `Here is the bill: ${link()}, see you`, 'opens to edit'],
    'L37: a full stop behind it': [() => `${link()}.`, 'opens to edit'],
    'L38: a bracket behind it': [() => `(${link()})`, 'opens to edit'],
    'L39: quotation marks around it': [() => `“${link()}”`, 'opens to edit'],
    'L40: a mail’s angle brackets': [() => `<${link()}>`, 'opens to edit'],
    'L41: a markdown link': [() => `[bill](${link()})`, 'opens to edit'],
    'L42: a chat’s bold and italic': [() => `*_${link()}_*`, 'opens to edit'],
    'L43: a zero-width space in it': [() => link().replace('#', '#\u200b'), 'opens to edit'],
    'L44: a right-to-left override before it': [() => `\u202e${link()}`, 'opens to edit'],
    'L45: a line break in it': [() => `${link().slice(0, 40)}\r\n${link().slice(40)}`, 'opens to edit'],
    'L46: a line break in it and an indent': [
      () => `${link().slice(0, 40)}\n    ${link().slice(40)}`,
      'opens to edit',
    ],
    'L89: a space in it where a line break was': [
      () => `${link().slice(0, 40)} ${link().slice(40)} see you`,
      'opens to edit',
    ],
    'L47: the next line right behind it': [() => `${link()}\nSee you there`, 'opens to edit'],
    'L48: the next word right behind it': [() => `https://${host}/b#${view()}Thanks`, 'opens to view'],
    'L49: the link twice': [() => link() + link(), 'opens to edit'],
    'L50: the secret twice': [() => edit() + edit(), 'opens to edit'],
    'L51: the secret alone': [() => edit(), 'opens to edit'],
    'L52: the secret and its #': [() => `#${edit()}`, 'opens to edit'],
    'L53: the path and the secret': [() => `/b#${edit()}`, 'opens to edit'],
    'L54: no scheme': [() => `bill: ${host}/b#${edit()}`, 'opens to edit'],
    'L55: http for https': [() => link().replace('https', 'http'), 'opens to edit'],
    'L56: scheme and host in capitals': [
      () => link().replace(`https://${host}`, `HTTPS://${host.toUpperCase()}`),
      'opens to edit',
    ],
    'L57: all of it in capitals': [() => link().toUpperCase(), damaged],
    'L58: %23 for # in pasted text': [() => link().replace('#', '%23'), 'opens to edit'],
    'L59: within the address of a mail gateway': [
      () => `https://safe.example/?url=${encodeURIComponent(link())}&data=05%7C02`,
      'opens to edit',
    ],
    'L60: behind another address': [() => `https://news.example/story and ${link()}`, 'opens to edit'],
    'L61: a query before the # in pasted text': [
      () => `https://${host}/b?utm_source=chat#${edit()}`,
      'opens to edit',
    ],
    'L62: no secret part': [() => `https://${host}/b#`, half],
    'L63: a query and no secret part': [() => `https://${host}/b?utm_source=chat`, half],
    'L64: the address bar of another device': [() => `https://${host}/b#~k7Qp3vT9xM2c`, half],
    'L65: shortened by a chat with an ellipsis': [() => `${link().slice(0, 35)}…`, cut],
    'L66: shortened with three full stops': [() => `${link().slice(0, 35)}...`, cut],
    'L67: another host': [() => link().replace(host, 'other.example'), 'Open this bill at other.example.'],
    'L68: another port of this host': [
      () => link().replace(host, `${host}:8443`),
      'Open this bill at bill.example:8443.',
    ],
    'L69: a look-alike in other letters': [
      () => link().replace(host, 'bíll.example'),
      'Open this bill at xn--bll-rma.example.',
    ],
    'L70: this host before an @': [
      () => link().replace(host, `${host}@evil.example`),
      'Open this bill at evil.example.',
    ],
    'L71: this host as the beginning of another': [
      () => link().replace(host, `${host}.evil.example`),
      'Open this bill at bill.example.evil.example.',
    ],
    'L72: another page of this host': [() => `https://${host}/settings#${edit()}`, none],
    'L73: a page of the news': [() => 'https://news.example/story?id=5', none],
    'L74: words': [() => 'please pay me', none],
    'L75: one word': [() => 'Osteria', none],
    'L76: nothing': [() => '', none],
    'L77: spaces': [() => ' \t\u00a0 ', none],
    'L78: only #': [() => '#', none],
    'L79: NUL and control characters': [() => '\u0000\u0001\u0002', none],
    'L80: markup': [() => '<img src=x onerror=alert(1)>', none],
    'L81: a script address': [() => `javascript:alert('${edit().slice(0, 4)}')`, none],
    'L82: a data address': [() => 'data:text/html,hi', none],
    'L83: a broken address': [() => 'http://[::1/b#x', none],
    'L84: 10 MB of words': [() => 'x '.repeat(5_000_000), none],
    'L85: 10 MB of letters behind the #': [() => `https://${host}/b#${'A'.repeat(10_000_000)}`, damaged],
    'L86: a secret of a length that no link has': [
      () => `https://${host}/b#${view().slice(0, -1)}xyz`,
      damaged,
    ],
  }
  it.each(Object.entries(pasted))('%s', (_, [text, outcome]) => {
    expect(outcomeOf(text())).toBe(outcome)
  })

  it('L87: a secret whose check fits and whose keys do not', () => {
    const { editSeed } = keys()
    if (!editSeed) throw new Error('no edit seed')
    const forged = encodeLink(keysFromEditSeed(editSeed, new Uint8Array(16).fill(9)), 'edit')
    expect(outcomeOf(`https://${host}/b#${forged}`)).toBe('opens another room')
  })

  it('L88: a secret with spare bits that are not zero', () => {
    // 37 bytes leave four bits of the last letter unused.
    const bytes = fromBase64url(edit()) ?? new Uint8Array(0)
    const last = toBase64url(concat(bytes, Uint8Array.of(255)))
      .slice(0, 50)
      .at(-1)
    expect(last).not.toBe(edit().at(-1))
    expect(outcomeOf(edit().slice(0, -1) + last)).toBe(cut)
  })
})
