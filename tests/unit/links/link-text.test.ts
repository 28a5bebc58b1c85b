import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSecret } from '../../../client/state/link-text.ts'

const host = 'bill.example:8080'
const secret = 'AZhtp5yry0mpA9jXl6jAZhtp5yry0mpA9jXl6jAZhtp5yry0mp'
const link = `http://${host}/b#${secret}`

describe('the secret in pasted text', () => {
  it.each([
    ['the link itself', link],
    ['the bare secret', secret],
    ['the secret with its #', `#${secret}`],
    ['spaces and line breaks around', `  \n${link}\t`],
    ['a sentence around it', `Here is the bill: ${link}`],
    ['a full stop behind', `${link}.`],
    ['a bracket behind', `(${link})`],
    ['quotation marks around', `“${link}”`],
    ['angle brackets of a mail', `<${link}>`],
    ['a markdown link', `[bill](${link})`],
    ['bold text of a chat', `*${link}*`],
    ['a zero-width space in it', link.replace('#', '#\u200b')],
    ['a soft hyphen in it', `${link.slice(0, 40)}\u00ad${link.slice(40)}`],
    ['a right-to-left override before it', `\u202e${link}`],
    ['a byte order mark before it', `\ufeff${link}`],
    ['%23 for # (a mail gateway)', link.replace('#', '%23')],
    ['/%23 for #', link.replace('#', '/%23')],
    ['/#', link.replace('#', '/#')],
    ['the fragment before the path', `http://${host}/#b/${secret}`],
    ['an upper-case scheme', link.replace('http', 'HTTP')],
  ])('is found with %s', (_name, text) => {
    expect(findSecret(text, host)).toEqual({ secret })
  })

  it('keeps what follows a dot for readers of later versions to ignore', () => {
    expect(findSecret(`${secret}.57`, host)).toEqual({ secret: `${secret}.57` })
  })

  it.each([
    ['no secret part', `http://${host}/b#`, { reason: 'noSecret' }],
    ['no # at all', `http://${host}/b`, { reason: 'noSecret' }],
    ['another host', link.replace(host, 'bill.other'), { reason: 'otherHost', host: 'bill.other' }],
    [
      'another port of this host',
      link.replace('8080', '9090'),
      { reason: 'otherHost', host: 'bill.example:9090' },
    ],
    [
      'a look-alike host in other letters',
      link.replace(host, 'bíll.example:8080'),
      { reason: 'otherHost', host: 'xn--bll-rma.example:8080' },
    ],
    ['a page of this host that is no bill', `http://${host}/settings`, { reason: 'notALink' }],
    ['some other page', 'https://news.example/story?id=5', { reason: 'notALink' }],
    ['words', 'please pay me', { reason: 'notALink' }],
    ['nothing', '', { reason: 'notALink' }],
    ['markup', '<img src=x onerror=alert(1)>', { reason: 'notALink' }],
    ['a script address', 'javascript:alert(1)', { reason: 'notALink' }],
    ['a data address', 'data:text/html,hi', { reason: 'notALink' }],
    ['a broken address', 'http://[::1/b#x', { reason: 'notALink' }],
    ['NUL and control characters', '\u0000\u0001\u0002', { reason: 'notALink' }],
  ] as const)('is not found in %s', (_name, text, problem) => {
    expect(findSecret(text, host)).toEqual(problem)
  })

  it('reads no more than a link of 10 MB of anything', () => {
    expect(findSecret('x '.repeat(5_000_000), host)).toEqual({ reason: 'notALink' })
  })

  it('never throws and never says anything of the text but a host', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        const found = findSecret(text, host)
        if ('reason' in found) expect(Object.keys(found).sort().join()).toMatch(/^(host,)?reason$/)
      }),
    )
  })
})
