/**
 * The drawings of the icons in use, as path data on a 24 px grid. Most are pixelarticons 2.x (MIT, see LICENSE beside
 * this file); arrows, close, check, search, qr-code, undo, pencil, grip, keyboard, wifi-off, archive and the chevrons are
 * Billington's own.
 */
export const iconPaths = {
  'arrow-left':
    'M8 2h2v2h-2zM6 4h4v2h-4zM4 6h4v2h-4zM2 8h4v2h-4zM0 10h22v2h-22zM2 12h4v2h-4zM4 14h4v2h-4zM6 16h4v2h-4zM8 18h2v2h-2z',
  'arrow-right':
    'M12 2h2v2h-2zM12 4h4v2h-4zM14 6h4v2h-4zM16 8h4v2h-4zM0 10h22v2h-22zM16 12h4v2h-4zM14 14h4v2h-4zM12 16h4v2h-4zM12 18h2v2h-2z',
  'arrow-up':
    'M2 8h2v2h-2zM4 6h2v4h-2zM6 4h2v4h-2zM8 2h2v4h-2zM10 0h2v22h-2zM12 2h2v4h-2zM14 4h2v4h-2zM16 6h2v4h-2zM18 8h2v2h-2z',
  'arrow-down':
    'M2 14h2v2h-2zM4 14h2v4h-2zM6 16h2v4h-2zM8 18h2v4h-2zM10 2h2v22h-2zM12 18h2v4h-2zM14 16h2v4h-2zM16 14h2v4h-2zM18 14h2v2h-2z',
  grip: 'M3 6h18v2H3zm0 5h18v2H3zm0 5h18v2H3z',
  'qr-code':
    'M0 0h10v2h-10zM12 0h10v2h-10zM0 2h2v2h-2zM8 2h2v2h-2zM12 2h2v2h-2zM20 2h2v2h-2zM0 4h2v2h-2zM4 4h2v2h-2zM8 4h2v2h-2zM12 4h2v2h-2zM16 4h2v2h-2zM20 4h2v2h-2zM0 6h2v2h-2zM8 6h2v2h-2zM12 6h2v2h-2zM20 6h2v2h-2zM0 8h10v2h-10zM12 8h10v2h-10zM0 12h10v2h-10zM12 12h4v2h-4zM18 12h4v2h-4zM0 14h2v2h-2zM8 14h2v2h-2zM12 14h2v2h-2zM20 14h2v2h-2zM0 16h2v2h-2zM4 16h2v2h-2zM8 16h2v2h-2zM16 16h2v2h-2zM0 18h2v2h-2zM8 18h2v2h-2zM12 18h2v2h-2zM20 18h2v2h-2zM0 20h10v2h-10zM12 20h4v2h-4zM18 20h4v2h-4z',
  search:
    'M6 0h8v2h-8zM4 2h4v2h-4zM12 2h4v2h-4zM2 4h4v2h-4zM14 4h4v2h-4zM2 6h2v2h-2zM16 6h2v2h-2zM2 8h2v2h-2zM16 8h2v2h-2zM2 10h4v2h-4zM14 10h4v2h-4zM4 12h4v2h-4zM12 12h6v2h-6zM6 14h8v2h-8zM16 14h4v2h-4zM18 16h4v2h-4zM20 18h4v2h-4zM22 20h2v2h-2z',
  plus: 'M13 11h7v2h-7v7h-2v-7H4v-2h7V4h2v7Z',
  minus: 'M4 11h16v2H4z',
  check:
    'M20 4h2v2h-2zM18 6h4v2h-4zM16 8h4v2h-4zM14 10h4v2h-4zM0 12h2v2h-2zM12 12h4v2h-4zM0 14h4v2h-4zM10 14h4v2h-4zM2 16h4v2h-4zM8 16h4v2h-4zM4 18h6v2h-6zM6 20h2v2h-2z',
  close:
    'M2 2h2v2h-2zM20 2h2v2h-2zM2 4h4v2h-4zM18 4h4v2h-4zM4 6h4v2h-4zM16 6h4v2h-4zM6 8h4v2h-4zM14 8h4v2h-4zM8 10h8v2h-8zM10 12h4v2h-4zM8 14h8v2h-8zM6 16h4v2h-4zM14 16h4v2h-4zM4 18h4v2h-4zM16 18h4v2h-4zM2 20h4v2h-4zM18 20h4v2h-4zM2 22h2v2h-2zM20 22h2v2h-2z',
  receipt:
    'M3 2h2v18H3zm16 0h2v18h-2zM5 4h2v2H5zm4 0h2v2H9zM3 20h18v2H3zM13 4h2v2h-2zM7 2h2v2H7zm4 0h2v2h-2zm4 0h2v2h-2zm2 2h2v2h-2zM7 8h10v2H7zm0 4h10v2H7zm0 4h4v2H7z',
  'settings-2':
    'M4 14h2v6H4zm5 0h2v6H9zm-5-2h7v2H4zm0 8h7v2H4zm-2-4h2v2H2zm20-8h-4V6h4zM10 16h12v2H10zm5-8H2V6h13zm5-4v2h-2V4zm0 6V8h-2v2zm-7-8h7v2h-7zm0 10h7v-2h-7zm0-8h2v2h-2zm0 6h2V8h-2z',
  eye: 'M16 20H8v-2h8v2Zm-8-2H4v-2h4v2Zm12 0h-4v-2h4v2ZM4 16H2v-2h2v2Zm10-6h-2v2h2v-2h2v4h-2v2h-4v-2H8v-4h2V8h4v2Zm8 6h-2v-2h2v2ZM2 14H0v-4h2v4Zm22 0h-2v-4h2v4ZM4 10H2V8h2v2Zm18 0h-2V8h2v2ZM8 8H4V6h4v2Zm12 0h-4V6h4v2Zm-4-2H8V4h8v2Z',
  lock: 'M3 8h18v2H3zm0 12h18v2H3zm0-10h2v10H3zm16 0h2v10h-2zM7 4h2v4H7zm0-2h10v2H7zm8 2h2v4h-2z',
  share: 'M9 14H4V20H20V14H15V12H22V22H2V12H9V14ZM13 4H15V6H17V8H13V18H11V8H7V6H9V4H11V2H13V4Z',
  copy: 'M6 6h16v2H6zM2 2h16v2H2zm4 6h2v12H6zM2 4h2v12H2zm4 16h16v2H6zM20 8h2v12h-2zm-4-4h2v2h-2zM2 16h4v2H2z',
  undo: 'M6 2h2v2h-2zM4 4h4v2h-4zM2 6h18v2h-18zM4 8h4v2h-4zM18 8h4v2h-4zM6 10h2v2h-2zM20 10h2v2h-2zM20 12h2v2h-2zM20 14h2v2h-2zM18 16h4v2h-4zM6 18h14v2h-14z',
  redo: 'M20 8H6v2h14zM4 8h2v12H4zm2 10h6v2H6zM18 6h-2v6h2zm-2-2h-2v8h2zm0 8h-2v2h2z',
  user: 'M7 2h10v2H7zm0 8h10v2H7zm8-6h2v6h-2zM7 4h2v6H7zM4 14h2v8H4zm14 0h2v8h-2zM6 14h12v2H6z',
  users:
    'M3 2h10v2H3zm12 0h6v2h-6zM3 10h10v2H3zm12 0h6v2h-6zm-4-6h2v6h-2zm8 0h2v6h-2zM3 4h2v6H3zM0 14h2v8H0zm14 0h2v8h-2zm8 0h2v8h-2zM2 14h12v2H2zm16 0h4v2h-4z',
  'more-horizontal':
    'M1 9h6v2H1zm8 0h6v2H9zm8 0h6v2h-6zM1 11h2v2H1zm8 0h2v2H9zm8 0h2v2h-2zM1 13h6v2H1zm8 0h6v2H9zm8 0h6v2h-6zM5 11h2v2H5zm8 0h2v2h-2zm8 0h2v2h-2z',
  'more-vertical':
    'M15 1v6h-2V1zm0 8v6h-2V9zm0 8v6h-2v-6zM13 1v2h-2V1zm0 8v2h-2V9zm0 8v2h-2v-2zM11 1v6H9V1zm0 8v6H9V9zm0 8v6H9v-6zm2-12v2h-2V5zm0 8v2h-2v-2zm0 8v2h-2v-2z',
  clock:
    'M6 2h12v2H6zM2 6h2v12H2zm18 0h2v12h-2zm-2-2h2v2h-2zM4 4h2v2H4zm2 18h12v-2H6zm12-2h2v-2h-2zM4 20h2v-2H4zm7-14h2v7h-2zm2 7h2v2h-2zm2 2h2v2h-2z',
  pencil:
    'M18 0h4v2h-4zM16 2h8v2h-8zM14 4h8v2h-8zM12 6h8v2h-8zM10 8h8v2h-8zM8 10h8v2h-8zM6 12h8v2h-8zM4 14h8v2h-8zM2 16h8v2h-8zM2 18h6v2h-6zM2 20h2v2h-2z',
  trash: 'M18 20V8H6V20H18ZM9 6H15V4H9V6ZM20 22H4V8H2V6H7V2H17V6H22V8H20V22Z',
  download:
    'M21 15v4h-2v-4zm0 4v2H3v-2zM5 15v4H3v-4zm8-12v14h-2V3zM7 11v2h10v-2zm2 2v2h2v-2zm4 0v2h2v-2zM15 11v2h2v-2z',
  'wifi-off':
    'M0 2h2v2h-2zM8 2h2v2h-2zM18 2h4v2h-4zM2 4h2v2h-2zM6 4h2v2h-2zM18 4h4v2h-4zM4 6h2v2h-2zM18 6h4v2h-4zM2 8h2v2h-2zM6 8h2v2h-2zM12 8h4v2h-4zM18 8h4v2h-4zM0 10h2v2h-2zM8 10h2v2h-2zM12 10h4v2h-4zM18 10h4v2h-4zM12 12h4v2h-4zM18 12h4v2h-4zM6 14h4v2h-4zM12 14h4v2h-4zM18 14h4v2h-4zM6 16h4v2h-4zM12 16h4v2h-4zM18 16h4v2h-4zM0 18h4v2h-4zM6 18h4v2h-4zM12 18h4v2h-4zM18 18h4v2h-4zM0 20h4v2h-4zM6 20h4v2h-4zM12 20h4v2h-4zM18 20h4v2h-4z',
  'chevron-right':
    'M6 4h2v2h-2zM6 6h4v2h-4zM8 8h4v2h-4zM10 10h4v2h-4zM12 12h4v2h-4zM10 14h4v2h-4zM8 16h4v2h-4zM6 18h4v2h-4zM6 20h2v2h-2z',
  calendar:
    'M3 4h18v2H3zm0 16h18v2H3zm0-10h2v10H3zm0-4h2v2H3zm16 0h2v2h-2zm0 4h2v10h-2zM3 8h18v2H3zm12-6h2v2h-2zM7 2h2v2H7z',
  percent:
    'M6 20H4v-2h2v2Zm12 0h-4v-2h4v2ZM8 18H6v-2h2v2Zm6 0h-2v-4h2v4Zm6 0h-2v-4h2v4Zm-10-2H8v-2h2v2Zm2-2h-2v-2h2v2Zm6 0h-4v-2h4v2Zm-8-2H6v-2h4v2Zm4 0h-2v-2h2v2Zm-8-2H4V6h2v4Zm6 0h-2V6h2v4Zm4 0h-2V8h2v2Zm2-2h-2V6h2v2Zm-8-2H6V4h4v2Zm10 0h-2V4h2v2Z',
  moon: 'M18 22H8v-2h10v2ZM8 20H6v-2h2v2Zm12 0h-2v-2h2v2ZM6 18H4v-2h2v2Zm16 0h-2v-4h-2v-2h2v-2h2v8ZM4 16H2V6h2v10Zm14 0h-6v-2h6v2Zm-6-2h-2v-2h2v2Zm-2-2H8V6h2v6ZM6 6H4V4h2v2Zm8-2h-2v2h-2V4H6V2h8v2Z',
  euro: 'M19 4v2H9v3h7v2H9v2h7v2H9v3h10v2H7v-5H5v-2h2v-2H5V9h2V4h12Z',
  keyboard:
    'M2 4h20v2H2zM0 6h2v12H0zm22 0h2v12h-2zM2 18h20v2H2zM4 8h2v2H4zm4 0h2v2H8zm4 0h2v2h-2zm4 0h4v2h-4zM4 12h4v2H4zm6 0h2v2h-2zm4 0h2v2h-2zm4 0h2v2h-2zM6 15h12v2H6z',
  server: 'M6 7h4v2H6zm0 8h4v2H6zM2 5h2v14H2zm18 0h2v14h-2zM2 19h20v2H2zM2 3h20v2H2zM2 11h20v2H2z',
  archive: 'M2 3h20v2H2zm0 2h2v4H2zm18 0h2v4h-2zM2 9h20v2H2zm1 2h2v8H3zm16 0h2v8h-2zM3 19h18v2H3zm6-6h6v2H9z',
  link: 'M2 6h9v2H2zm0 10h9v2H2zm0-8h2v8H2zm20-2h-9v2h9zm0 10h-9v2h9zm0-8h-2v8h2zM7 11h10v2H7z',
  bed: 'M2 4h2v16H2zm18 6h2v10h-2zM2 16h20v2H2zm2-8h18v2H4zm2 2h2v6H6z',
  mug: 'M16 17V7H6V17H16ZM18 11H20V7H18V11ZM18 19H4V5H22V13H18V19Z',
  'shopping-bag': 'M3 6h18v2H3zm2 14h14v2H5zM3 8h2v12H3zm16 0h2v12h-2zM7 4h2v6H7zm2-2h6v2H9zm6 2h2v6h-2z',
  car: 'M4 13h6v2H4zm10 0h6v2h-6zM4 17h6v2H4zm10 0h6v2h-6zM2 15h4v2H2zm6 0h8v2H8zm11 0h5v2h-5zm3-4h2v4h-2zm-6-4h2v2h-2zM4 5h12v2H4zM0 9h2v8H0zm12 0h10v2H12zM2 5h2v6H2zm8 2h2v2h-2z',
  bus: 'M4 15h6v2H4zm10 0h6v2h-6zM4 19h6v2H4zm10 0h6v2h-6zM0 7h2v10H0zm0-2h22v2H0zm22 2h2v10h-2zM2 11h20v2H2zm2 6h2v2H4zm4 0h8v2H8zm-8 0h4v2H0zm18 0h6v2h-6zM14 7h2v4h-2zM7 7h2v4H7z',
  waves:
    'M2 18h4v-2H2zm0-6h4v-2H2zm0-6h4V4H2zm4 14h4v-2H6zm0-6h4v-2H6zm0-6h4V6H6zm4 10h4v-2h-4zm0-6h4v-2h-4zm0-6h4V4h-4zm4 14h4v-2h-4zm0-6h4v-2h-4zm0-6h4V6h-4zm4 10h4v-2h-4zm0-6h4v-2h-4zm0-6h4V4h-4z',
  gift: 'M2 6h20v2H2zm0 2h2v4H2zm0 4h20v2H2zm18-4h2v4h-2zM6 4h2v2H6zm2-2h3v2H8zm3 2h2v2h-2zm2-2h3v2h-3zm3 2h2v2h-2zM4 14h2v6H4zm0 6h16v2H4zm14-6h2v6h-2zm-7-6h2v4h-2zm0 6h2v6h-2z',
  home: 'M2 20h20v2H2zm18-10h2v10h-2zM2 10h2v10H2zm2-2h2v2H4zm2-2h2v2H6zm2-2h2v2H8zm2-2h4v2h-4zm4 2h2v2h-2zm2 2h2v2h-2zm2 2h2v2h-2zM8 14h2v6H8zm0-2h8v2H8zm6 2h2v6h-2z',
  suitcase:
    'M2 6h20v2H2zm0 2h2v12H2zm18 0h2v12h-2zM2 20h20v2H2zM8 4h2v2H8zm0-2h8v2H8zm6 2h2v2h-2zm-8 6h2v8H6zm10 0h2v8h-2z',
  coffee: 'M4 4h16v2H4zm0 2h2v8H4zm0 8h14v2H4zM20 4h2v8h-2zm-2 6h2v2h-2zm-2-4h2v8h-2zM2 18h18v2H2z',
  'bottle-wine':
    'M9 1h6v2H9zm0 2h2v4H9zm4 0h2v4h-2zM7 7h2v2H7zm8 0h2v2h-2zm2 2h2v12h-2zM5 9h2v12H5zm0 12h14v2H5z',
  flag: 'M4 2h2v20H4zM4 4h16v2H4zm12 2h2v2h-2zm-2 2h2v2h-2zm2 2h2v2h-2zM4 12h16v2H4z',
  snowflake:
    'M13 24h-2v-2h2v2Zm-2-2H9v-2H7v2H2v-5h2v3h3v-2h2v-2h2v6Zm4-4h2v2h-2v2h-2v-6h2v2Zm7 4h-5v-2h3v-3h2v5ZM4 15H2v-2h6v2H6v2H4v-2Zm18 0h-2v2h-2v-2h-2v-2h6v2ZM2 13H0v-2h2v2Zm22 0h-2v-2h2v2ZM6 9h2v2H2V9h2V7h2v2Zm14 0h2v2h-6V9h2V7h2v2Zm-9-1H9V6H7V4h2V2h2v6Zm4-4h2V2h5v5h-2V4h-3v2h-2v2h-2V2h2v2ZM7 4H4v3H2V2h5v2Zm6-2h-2V0h2v2Z',
  wallet:
    'M18 5h2v2h-2zM2 3h18v2H2zm0 2h2v14H2zm0 14h20v2H2zm14-4h6v2h-6zm0-4h6v2h-6zm-2 0h2v6h-2zM20 7h2v12h-2zM4 7h16v2H4z',
  'chevron-down':
    'M4 6h4v2h-4zM18 6h4v2h-4zM6 8h4v2h-4zM16 8h4v2h-4zM8 10h4v2h-4zM14 10h4v2h-4zM10 12h6v2h-6zM12 14h2v2h-2z',
  chart: 'M2 2h20v2H2zm0 18h20v2H2zM2 4h2v16H2zm18 0h2v16h-2zM7 11h2v6H7zm4-4h2v10h-2zm4 6h2v4h-2z',
  store:
    'M3 13h2v8H3zm0 8h18v2H3zm16-8h2v8h-2zm-9-2h4v2h-4zm4-2h4v2h-4zm4 2h4v2h-4zM6 9h4v2H6zm-4 2h4v2H2zM0 5h2v6H0zm22 0h2v6h-2zM0 3h24v2H0zm8 12h8v2H8zm0 2h2v4H8zm6 0h2v4h-2z',
  scale:
    'M13 9h2v2h-2zm2-2h2v2h-2zm2-2h2v2h-2zm2-2h2v8h-2zM13 3h8v2h-8zm-2 12H9v-2h2zm-2 2H7v-2h2zm-2 2H5v-2h2zm-2 2H3v-8h2zM11 21H3v-2h8z',
  coins:
    'M6 2h6v2H6zM4 4h2v2H4zm8 0h2v2h-2zm-8 8h2v2H4zm8 0h2v2h-2zm-6 2h6v2H6zM2 6h2v6H2zm12 0h2v6h-2zM14 8h4v2h-4zm-4 10h2v2h-2zm8-8h2v2h-2zm-6 10h2v2h-2zm6-2h2v2h-2zM12 20h6v2h-6zm-4-6h2v4H8zm12-2h2v6h-2zM7 6h4v2H7zM9 6h2v6H9zm6 8h2v4h-2zm-1-2h3v2h-3z',
  banknote:
    'M1 5h22v2H1zm0 2h2v10H1zm0 10h22v2H1zM21 7h2v10h-2zM9 9h6v2H9zm0 2h2v2H9zm0 2h6v2H9zm4-2h2v2h-2zm4 0h2v2h-2zM5 11h2v2H5z',
} as const

export type IconName = keyof typeof iconPaths
