/**
 * A code scanned with this device's camera: a link to a bill opens as a pasted one does, any other code is named as what it is
 * not. Where there is no camera the sheet says why and offers to paste the link instead.
 */
import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import { type CameraProblem, watchForCodes } from '../components/code-camera.ts'
import { Key } from '../components/key.tsx'
import { Sheet } from '../components/sheet.tsx'
import { t } from '../i18n/text.ts'
import { findSecret } from '../state/link-text.ts'

/** Of a code only a whole address counts: "hello" could be a secret, and is the name of a network. */
function isLink(text: string): boolean {
  if (!/^\s*https?:/i.test(text)) return false
  const found = findSecret(text, location.host)
  return 'secret' in found || found.reason !== 'notALink'
}

export function ScanCode(props: {
  readonly onOpen: (text: string) => void
  readonly onPaste: () => void
  readonly onClose: () => void
}) {
  const [problem, setProblem] = createSignal<CameraProblem | null>(null)
  const [isLooking, setLooking] = createSignal(false)
  const [isOther, setOther] = createSignal(false)
  let video: HTMLVideoElement | undefined
  let stop = () => {}
  const start = () => {
    setProblem(null)
    setLooking(false)
    if (!video) return
    stop = watchForCodes(video, {
      onStart: () => setLooking(true),
      onText(text) {
        if (!isLink(text)) {
          setOther(true)
          return
        }
        stop()
        props.onOpen(text.trim())
      },
      onProblem: setProblem,
    })
  }
  onMount(start)
  onCleanup(() => stop())
  const words = () => {
    const why = problem()
    if (why !== null) return t(`scan.${why}`)
    if (isOther()) return t('scan.notALink')
    return isLooking() ? t('scan.aim') : t('scan.starting')
  }
  const canRetry = () => problem() === 'denied' || problem() === 'busy' || problem() === 'broken'
  return (
    <Sheet title={t('scan.title')} onClose={props.onClose}>
      <div class="camera" hidden={problem() !== null}>
        <video ref={video} muted playsinline aria-label={t('scan.picture')} />
      </div>
      <p class="scan-words" role="status">
        {words()}
      </p>
      <div class="sh-acts">
        <Key kind={problem() !== null && !canRetry() ? 'you' : 'plain'} icon="link" onPress={props.onPaste}>
          {t('home.pasteLink')}
        </Key>
        <Show when={canRetry()}>
          <Key kind="you" onPress={start}>
            {t('key.retry')}
          </Key>
        </Show>
      </div>
    </Sheet>
  )
}
