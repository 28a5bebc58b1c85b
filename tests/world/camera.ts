/** What a phone's camera sees when it is held over codes: a film for Chromium's fake camera, drawn with our own encoder. */
import encode from 'qr'

const width = 640
const height = 480
const modulePx = 6
const quietModules = 4
/** A desk in the shade, seen past the paper. */
const desk = 90

/** One code as a frame of luma and grey chroma (I420). */
function frameOf(text: string): Buffer {
  const dark = encode(text, 'raw', { border: quietModules, ecc: 'medium' })
  const side = dark.length * modulePx
  if (side > height) throw new Error('the code is larger than the picture')
  const luma = Buffer.alloc(width * height, desk)
  const [left, top] = [(width - side) >> 1, (height - side) >> 1]
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const isDark = dark[Math.floor(y / modulePx)]?.[Math.floor(x / modulePx)]
      luma[(top + y) * width + left + x] = isDark ? 30 : 225
    }
  }
  return Buffer.concat([luma, Buffer.alloc(width * height * 0.5, 128)])
}

/** A film (YUV4MPEG2, 10 frames a second, played again and again) that shows each code for a second. */
export function filmOf(texts: readonly string[]): Buffer {
  const frames = texts.flatMap(text => Array<Buffer>(10).fill(frameOf(text)))
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
  return Buffer.concat([head, ...frames.flatMap(frame => [Buffer.from('FRAME\n'), frame])])
}
