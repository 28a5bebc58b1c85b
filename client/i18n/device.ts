/** What to call the thing in the user's hands: "this phone", or "this device" where it is none. */
import { t } from './text.ts'

/** The noun; narrow screens are phones (DESIGN.md section 4). */
export function deviceWord(): string {
  const isPhone = typeof matchMedia !== 'function' || matchMedia('(max-width: 699px)').matches
  return isPhone ? t('device.phone') : t('device.other')
}
