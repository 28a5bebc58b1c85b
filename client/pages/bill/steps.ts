/**
 * One's own steps on a bill: the commands, wrapped so that a message that offers to undo the last step leaves when
 * another step is made; and undo and redo with a word about what happened.
 */
import { dismissStepMessage, showMessage } from '../../components/messages.ts'
import { t } from '../../i18n/text.ts'
import type { OpenBill } from '../../state/open-bill.ts'

type Commands = OpenBill['write']

/** The bill's commands; each one is a step. */
export function stepsOf(open: OpenBill): Commands {
  return new Proxy(open.write, {
    get(target, name, receiver) {
      dismissStepMessage()
      return Reflect.get(target, name, receiver)
    },
  })
}

/** Tells what several commands of one intention did, and takes all of them back at once. */
export function tellSteps(open: OpenBill, text: string, count: number): void {
  if (count === 0) return
  showMessage({
    text,
    lastStep: true,
    action: {
      label: t('key.undo'),
      run: () => {
        for (let i = 0; i < count; i++) open.undo()
      },
    },
  })
}

export function undoStep(open: OpenBill): void {
  const could = open.canUndo() && open.mayEdit()
  open.undo()
  showMessage(
    could
      ? { text: t('more.undone'), lastStep: true, action: { label: t('key.redo'), run: () => open.redo() } }
      : { text: t('more.undoNothing') },
  )
}

export function redoStep(open: OpenBill): void {
  if (!open.canRedo() || !open.mayEdit()) return
  open.redo()
  showMessage({
    text: t('more.redone'),
    lastStep: true,
    action: { label: t('key.undo'), run: () => open.undo() },
  })
}
