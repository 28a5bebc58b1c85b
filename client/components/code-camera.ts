/**
 * The camera behind a picture, watched for codes: tells the text of each code it sees, or why it sees nothing. The decoder is
 * fetched only when a camera is there. Nothing of the picture is kept or sent; the camera is off as soon as it is stopped.
 */

/**
 * `insecure`: browsers give no camera to pages over plain http. `denied`: the user or the browser said no. `busy`: another app
 * has it. `broken`: the decoder did not load.
 */
export type CameraProblem = 'insecure' | 'noCamera' | 'denied' | 'busy' | 'broken'

export interface CodeWatcher {
  /** The picture moves. */
  onStart(): void
  /** A code was read; called again for each frame that shows one. */
  onText(text: string): void
  onProblem(problem: CameraProblem): void
}

/** Looks at the picture this often: a code is read at once, and a phone stays cool. */
const everyMs = 120
/** Longest side of what is looked at; a code held up to a phone fills a good part of it. */
const longestPx = 800

function problemOf(error: unknown): CameraProblem {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy'
  return 'noCamera'
}

/** Starts the camera into the video; gives the way to stop it. */
export function watchForCodes(video: HTMLVideoElement, watcher: CodeWatcher): () => void {
  let stream: MediaStream | undefined
  let later: ReturnType<typeof setTimeout> | undefined
  let isOver = false
  const stop = () => {
    isOver = true
    clearTimeout(later)
    for (const track of stream?.getTracks() ?? []) track.stop()
    video.srcObject = null
  }
  const fail = (problem: CameraProblem) => {
    if (isOver) return
    stop()
    watcher.onProblem(problem)
  }
  const open = async () => {
    if (!window.isSecureContext) return fail('insecure')
    if (!navigator.mediaDevices?.getUserMedia) return fail('noCamera')
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      // Stopped while the browser asked: its light must not stay on.
      if (isOver) return stop()
      for (const track of stream.getTracks()) track.addEventListener('ended', () => fail('busy'))
      video.srcObject = stream
      await video.play()
    } catch (error) {
      return fail(problemOf(error))
    }
    try {
      const { decodeQR } = await import('qr/decode.js')
      if (isOver) return
      watcher.onStart()
      look(decodeQR)
    } catch {
      fail('broken')
    }
  }
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  const look = (decode: (image: ImageData) => string) => {
    const text = context && read(context, video, decode)
    if (text) watcher.onText(text)
    if (!isOver) later = setTimeout(() => look(decode), everyMs)
  }
  void open()
  return stop
}

/** The text of the code in the picture; null where there is none, which is nearly always. */
function read(
  context: CanvasRenderingContext2D,
  video: HTMLVideoElement,
  decode: (image: ImageData) => string,
): string | null {
  const { videoWidth, videoHeight } = video
  const scale = Math.min(1, longestPx / Math.max(videoWidth, videoHeight))
  const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)]
  if (!width || !height) return null
  context.canvas.width = width
  context.canvas.height = height
  context.drawImage(video, 0, 0, width, height)
  try {
    return decode(context.getImageData(0, 0, width, height))
  } catch {
    return null
  }
}
