/**
 * Sharing: the code to show, the link to send or copy, and plain words about what others will see. Opening this sheet
 * makes the bill's keys and its room, if it has none yet.
 *
 * Over plain http a browser gives no clipboard and no share sheet: then the link is selected for copying by hand, and
 * that is said.
 */
import { createEffect, createSignal, For, on, onMount, Show, untrack } from 'solid-js'
import { Avatar } from '../../components/avatar.tsx'
import { Key } from '../../components/key.tsx'
import { QrCode } from '../../components/qr-code.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { TextField } from '../../components/text-field.tsx'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBill } from '../../state/context.tsx'
import { profile, setProfile } from '../../state/profile.ts'
import { aboutServer } from '../../state/server.ts'
import { createPeopleOn } from './people-on.ts'
import { type Origin, originFor } from './share-origin.ts'
import { stepsOf } from './steps.ts'

type Right = 'edit' | 'view'

export function ShareSheet(props: { readonly onClose: () => void }) {
  const open = useBill()
  const [origin, setOrigin] = createSignal<Origin>()
  const [links, setLinks] = createSignal<Readonly<Record<Right, string>>>()
  const [right, setRight] = createSignal<Right>(untrack(open.right))
  const [hasFailed, setHasFailed] = createSignal(false)
  onMount(async () => {
    try {
      const chosen = originFor(location, await aboutServer())
      setOrigin(chosen)
      const edit = await open.share(chosen.origin, 'edit')
      setLinks({ edit, view: await open.share(chosen.origin, 'view') })
    } catch {
      setHasFailed(true)
    }
  })
  const link = () => links()?.[right()]
  return (
    <Sheet title={t('share.title')} wide onClose={props.onClose}>
      <div class="share-grid">
        <div>
          <Show when={open.right() === 'edit'}>
            <Segmented
              label={t('share.right')}
              value={right()}
              choices={[
                { value: 'edit', label: t('share.canEdit'), icon: 'pencil' },
                { value: 'view', label: t('share.canView'), icon: 'eye' },
              ]}
              onChoose={setRight}
            />
          </Show>
          <Show
            when={link()}
            fallback={
              <p class="quiet-note" role="status">
                {hasFailed() ? t('share.failed') : t('share.making')}
              </p>
            }
          >
            {text => <LinkToShare link={text()} />}
          </Show>
        </div>
        <div>
          <YourName />
          <ul class="facts">
            <li>
              <Icon name="check" />
              <span>{right() === 'edit' ? t('share.see') : t('share.seeOnly')}</span>
            </li>
            <li>
              <Icon name="close" />
              <span>{t('share.others')}</span>
            </li>
            <li>
              <Icon name="lock" />
              <span>{t('share.keyInLink')}</span>
            </li>
          </ul>
          <Show when={links() && ['waiting', 'savedOffline'].includes(open.status().kind)}>
            <p class="note" role="status">
              {t('share.notSent')}
            </p>
          </Show>
          <Show when={origin()?.note === 'lan'}>
            <p class="note">{t('share.lan', { host: origin()?.origin ?? '' })}</p>
          </Show>
          <Show when={origin()?.note === 'localhost'}>
            <p class="note">{t('share.localhost')}</p>
          </Show>
          <Show when={!window.isSecureContext}>
            <p class="note">{t('share.insecure')}</p>
          </Show>
          <Roster />
        </div>
      </div>
    </Sheet>
  )
}

/** Code, link and the keys to hand it on. */
function LinkToShare(props: { readonly link: string }) {
  const [copied, setCopied] = createSignal<'no' | 'yes' | 'byHand'>('no')
  let field: HTMLInputElement | undefined
  // It was the other link that was copied.
  createEffect(
    on(
      () => props.link,
      () => setCopied('no'),
      { defer: true },
    ),
  )
  const canSend = typeof navigator.share === 'function'
  const send = () => {
    // A share sheet that is closed again rejects; nothing has to follow from that.
    navigator.share({ url: props.link }).catch(() => undefined)
  }
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.link)
      setCopied('yes')
    } catch {
      field?.focus()
      field?.select()
      setCopied(document.execCommand('copy') ? 'yes' : 'byHand')
    }
  }
  return (
    <>
      <div class="qr-wrap">
        <QrCode text={props.link} label={t('share.qr')} />
      </div>
      <input
        ref={field}
        class="lnk print"
        type="text"
        readOnly
        aria-label={t('share.link')}
        value={props.link}
        onFocus={event => event.currentTarget.select()}
      />
      <div class="share-acts">
        <Show when={canSend}>
          <Key kind="you" icon="share" onPress={send}>
            {t('share.send')}
          </Key>
        </Show>
        <Key kind={canSend ? 'plain' : 'you'} icon={copied() === 'yes' ? 'check' : 'copy'} onPress={copy}>
          {copied() === 'yes' ? t('share.copied') : t('share.copy')}
        </Key>
      </div>
      <p class="note" role="status">
        {copied() === 'byHand' ? t('share.copyByHand') : ''}
      </p>
    </>
  )
}

/** Whoever never said their name is asked once, here, where friends are about to see it. */
function YourName() {
  const open = useBill()
  const write = stepsOf(open)
  const [asked] = createSignal(profile().name === '' && open.mayEdit())
  return (
    <Show when={asked()}>
      <div class="field">
        <span class="k" aria-hidden="true">
          {t('share.yourName')}
        </span>
        <TextField
          value={profile().name}
          label={t('share.yourName')}
          hint={t('pens.nameHint')}
          autocomplete="given-name"
          onCommit={name => {
            if (name === '') return
            setProfile({ name })
            const me = open.me()
            if (me !== null) write.renamePerson(me, name)
          }}
        />
      </div>
    </Show>
  )
}

/** Who is on the bill; beside the code where there is room. */
function Roster() {
  const people = createPeopleOn(useBill())
  return (
    <section class="roster">
      <h3 class="h3">{t('share.people')}</h3>
      <ul>
        <For each={people.seated()}>
          {person => (
            <li>
              <Avatar face={people.faceOf(person.id)} size="s" silent />
              <span class="ellipsis">{people.nameOf(person.id)}</span>
            </li>
          )}
        </For>
      </ul>
    </section>
  )
}
