import { describe, expect, it } from 'vitest'
import { handleFor, holderOf, preferredWay, waysToPay } from '../../../client/payments/handles.ts'
import { type MethodId, methodIds, methods } from '../../../client/payments/methods.ts'
import { oneLine, type PayRequest, plainAmount } from '../../../client/payments/request.ts'
import { isMethodName } from '../../../crdt/document/read-people.ts'

const request = (currency: string, patch: Partial<PayRequest> = {}): PayRequest => ({
  amountMinor: 17_951,
  currency,
  reason: 'Lisbon & back',
  name: 'Maya',
  ...patch,
})

describe('A handle', () => {
  const pasted: readonly (readonly [MethodId, string, readonly string[]])[] = [
    [
      'paypal',
      'MayaA',
      [
        'MayaA',
        ' @MayaA ',
        'paypal.me/MayaA',
        'www.paypal.me/MayaA',
        'https://paypal.me/MayaA',
        'HTTPS://PayPal.Me/MayaA/',
        'https://www.paypal.com/paypalme/MayaA?country.x=DE',
        'https://paypal.me/MayaA/20EUR',
      ],
    ],
    ['revolut', 'maya7', ['maya7', '@maya7', 'revolut.me/maya7', 'https://revolut.me/maya7?currency=EUR']],
    ['wise', 'mayaa12', ['@mayaa12', 'wise.com/pay/me/mayaa12', 'https://wise.com/pay/me/mayaa12']],
    [
      'venmo',
      'Maya-Al_1',
      ['@Maya-Al_1', 'venmo.com/u/Maya-Al_1', 'https://account.venmo.com/u/Maya-Al_1', 'venmo.com/Maya-Al_1'],
    ],
    ['cashapp', 'maya', ['$maya', '£maya', 'maya', 'https://cash.app/$maya', 'cash.app/$maya/20']],
    ['monzo', 'mayaalmeida', ['mayaalmeida', 'https://monzo.me/mayaalmeida/12.50?d=Pizza']],
    ['upi', 'maya.a-1@okhdfcbank', ['maya.a-1@okhdfcbank', 'upi://pay?pa=maya.a-1@okhdfcbank&am=5&cu=INR']],
    [
      'swish',
      '+46701234567',
      [
        '070-123 45 67',
        '0701234567',
        '+46 70 123 45 67',
        '0046701234567',
        '+46 (0)70 123 45 67',
        'https://app.swish.nu/1/p/sw/?sw=46701234567&amt=5',
      ],
    ],
    ['swish', '1232877439', ['123 287 74 39']],
    [
      'iban',
      'DE89370400440532013000',
      ['DE89 3704 0044 0532 0130 00', 'de89370400440532013000', 'IBAN: DE89-3704-0044-0532-0130-00'],
    ],
  ]
  it.each(pasted)('of %s is %s however it is pasted', (id, handle, texts) => {
    for (const text of texts) expect(methods[id].read(text), text).toBe(handle)
    expect(methods[id].read(methods[id].show(handle))).toBe(handle)
  })

  it.each(methodIds)('of %s has an example that is one, and a key that a bill takes', id => {
    expect(methods[id].read(methods[id].example)).not.toBeNull()
    expect(isMethodName(id)).toBe(true)
  })

  const hostile = [
    '',
    ' ',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)//paypal.me/maya',
    'data:text/html,<script>alert(1)</script>',
    'https://evil.example/maya',
    'https://paypal.me.evil.example/maya',
    'https://paypal.me@evil.example/maya',
    'https://evil.example/paypal.me/maya',
    'https://evil.example?https://paypal.me/maya',
    'https://paypal.me:8443/maya',
    'https://paypal.me\\@evil.example/maya',
    'http://\u0440aypal.me/maya',
    'ftp://paypal.me/maya',
    '//evil.example/maya',
    'maya/../../evil',
    'paypal.me/..',
    'paypal.me/maya%2f..%2f',
    'paypal.me/',
    'paypal.me',
    'maya?x=y',
    'maya#x',
    'maya\nhttps://evil.example',
    'maya"onclick="alert(1)',
    'm\u00e4ya m',
    '\u202emaya',
    'x'.repeat(400),
    'upi://pay?pa=maya@bank&pa=eve@bank/../x',
    'upi://collect?pa=maya@bank',
    'maya@bank.example',
    '+49 170 1234567',
    '0701234567;drop',
    'intent://pay#Intent;scheme=upi;end',
  ]
  it.each(hostile)('is not %j, for whichever method, or its link goes to the service all the same', text => {
    const hosts: Record<MethodId, string> = {
      paypal: 'paypal.me',
      revolut: 'revolut.me',
      wise: 'wise.com',
      venmo: 'venmo.com',
      cashapp: 'cash.app',
      monzo: 'monzo.me',
      upi: 'pay',
      swish: 'app.swish.nu',
      iban: '',
    }
    for (const id of methodIds) {
      const handle = methods[id].read(text)
      if (handle === null) continue
      // Only "maya@bank", out of the first `pa` of the link that names two, is a handle at all.
      expect([id, handle]).toEqual(['upi', 'maya@bank'])
      const link = methods[id].link(handle, request('INR'))
      expect(new URL(link ?? '').host).toBe(hosts[id])
    }
  })

  it('of an account has the right length for its country and the right check digits', () => {
    const good = [
      'AT611904300234573201',
      'BE68539007547034',
      'CH9300762011623852957',
      'ES9121000418450200051332',
      'FR1420041010050500013M02606',
      'GB82WEST12345698765432',
      'IT60X0542811101000000123456',
      'MT84MALT011000012345MTLCAST001S',
      'NL91ABNA0417164300',
      'NO9386011117947',
    ]
    for (const iban of good) {
      expect(methods.iban.read(iban), iban).toBe(iban)
      // Each single wrong digit and each swap of two neighbours is found: that is what mod 97 is for.
      for (let at = 4; at < iban.length - 1; at++) {
        const [a = '', b = ''] = [iban[at], iban[at + 1]]
        if (a !== b) expect(methods.iban.read(iban.slice(0, at) + b + a + iban.slice(at + 2))).toBeNull()
        const other = a === '7' ? '3' : '7'
        expect(methods.iban.read(iban.slice(0, at) + other + iban.slice(at + 1))).toBeNull()
      }
    }
    expect(methods.iban.read('DE8937040044053201300')).toBeNull()
    expect(methods.iban.read('DE893704004405320130000')).toBeNull()
    expect(methods.iban.read('XX89370400440532013000')).toBeNull()
    expect(methods.iban.read('DE8937040044053201300\u0660')).toBeNull()
  })
})

describe('A link', () => {
  it('has the amount, and the reason where the service takes one', () => {
    const eur = request('EUR')
    expect(methods.paypal.link('maya', eur)).toBe('https://paypal.me/maya/179.51EUR')
    expect(methods.revolut.link('maya', eur)).toBe(
      'https://revolut.me/maya?currency=EUR&amount=17951&note=Lisbon%20%26%20back',
    )
    expect(methods.wise.link('maya', eur)).toBe(
      'https://wise.com/pay/me/maya?amount=179.51&currency=EUR&description=Lisbon%20%26%20back',
    )
    expect(methods.venmo.link('maya-a', request('USD'))).toBe(
      'https://venmo.com/?txn=pay&audience=private&recipients=maya-a&amount=179.51&note=Lisbon%20%26%20back',
    )
    expect(methods.cashapp.link('maya', request('USD'))).toBe('https://cash.app/$maya/179.51')
    expect(methods.monzo.link('maya', request('GBP'))).toBe(
      'https://monzo.me/maya/179.51?d=Lisbon%20%26%20back',
    )
    expect(methods.upi.link('maya@okbank', request('INR', { name: 'Maya A' }))).toBe(
      'upi://pay?pa=maya@okbank&pn=Maya%20A&am=179.51&cu=INR&tn=Lisbon%20%26%20back',
    )
    expect(methods.swish.link('+46701234567', request('SEK'))).toBe(
      'https://app.swish.nu/1/p/sw/?sw=46701234567&amt=179.51&cur=SEK&msg=Lisbon%20back',
    )
    expect(methods.iban.link('DE89370400440532013000', eur)).toBeNull()
  })

  it('leaves out a reason there is none of', () => {
    expect(methods.monzo.link('maya', request('GBP', { reason: ' \n' }))).toBe('https://monzo.me/maya/179.51')
  })

  it('has the decimals that the currency has', () => {
    expect(plainAmount({ amountMinor: 5, currency: 'EUR' })).toBe('0.05')
    expect(plainAmount({ amountMinor: 1_234_567, currency: 'JPY' })).toBe('1234567')
    expect(plainAmount({ amountMinor: 5, currency: 'KWD' })).toBe('0.005')
    expect(methods.paypal.link('maya', request('JPY'))).toBe('https://paypal.me/maya/17951JPY')
  })

  it('has no amount where PayPal would refuse it', () => {
    expect(methods.paypal.link('maya', request('HUF'))).toBe('https://paypal.me/maya')
    expect(methods.paypal.link('maya', request('HUF', { amountMinor: 18_000 }))).toBe(
      'https://paypal.me/maya/180.00HUF',
    )
  })
})

describe('The handles of a bill', () => {
  const handles = {
    paypal: 'https://paypal.me/maya/20EUR',
    venmo: 'javascript:alert(1)',
    swish: '070-123 45 67',
    iban: 'DE00 0000',
    carrier: 'pigeon',
    holder: ' Maya\nAlmeida ',
  }
  it('are read again before they are used; what makes no sense is not there', () => {
    expect(waysToPay(handles).map(({ method, handle }) => [method.id, handle])).toEqual([
      ['paypal', 'maya'],
      ['swish', '+46701234567'],
    ])
    expect(handleFor(handles, 'iban')).toBeNull()
    expect(handleFor({ paypal: 5 as unknown as string }, 'paypal')).toBeNull()
  })

  it('are of use in their own currencies only', () => {
    expect(waysToPay(handles, 'EUR').map(({ method }) => method.id)).toEqual(['paypal'])
    expect(waysToPay(handles, 'SEK').map(({ method }) => method.id)).toEqual(['paypal', 'swish'])
    expect(waysToPay(handles, 'INR')).toEqual([])
  })

  it('are offered beginning with the way that was taken last', () => {
    const ways = waysToPay(handles, 'SEK')
    expect(preferredWay(ways, 'swish')?.method.id).toBe('swish')
    expect(preferredWay(ways, 'iban')?.method.id).toBe('paypal')
    expect(preferredWay([], 'paypal')).toBeNull()
  })

  it('say whose account it is, else it is the name on the bill', () => {
    expect(holderOf(handles, 'Maya')).toBe('Maya Almeida')
    expect(holderOf({ holder: '\n' }, 'Maya')).toBe('Maya')
  })
})

describe('A line of text', () => {
  it('has nothing that steers, and no half of a character', () => {
    expect(oneLine(' a\r\nb\u2028c\u202ed\u0000e ', 70)).toBe('a b c d e')
    expect(oneLine('\ud83c\udf55\ud83c\udf55\ud83c\udf55', 2)).toBe('\ud83c\udf55\ud83c\udf55')
    expect(oneLine('x\ud83cy', 9)).toBe('x y')
    expect(() => encodeURIComponent(oneLine('\udf55', 9))).not.toThrow()
  })
})
