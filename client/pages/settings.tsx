/** Settings: name, colour, ways to be paid, theme, currency, keys. What comes with later parts of the app is not here yet. */
import { createResource, createSignal, Show } from 'solid-js'
import { Avatar } from '../components/avatar.tsx'
import { CurrencySelect } from '../components/currency-select.tsx'
import { HandlesSheet } from '../components/handles-sheet.tsx'
import { InkPicker } from '../components/ink-picker.tsx'
import { NavBar } from '../components/nav-bar.tsx'
import { Segmented } from '../components/segmented.tsx'
import { SwitchRow } from '../components/switch-row.tsx'
import { TextField } from '../components/text-field.tsx'
import { deviceWord } from '../i18n/device.ts'
import { t } from '../i18n/text.ts'
import { Icon } from '../icons/icon.tsx'
import { waysToPay } from '../payments/handles.ts'
import { profile, setOwnHandles, setProfile } from '../state/profile.ts'
import { aboutServer } from '../state/server.ts'
import { Frame, useNewBill } from './frame.tsx'
import { Title } from './title.tsx'

export function Settings() {
  const newBill = useNewBill()
  return (
    <Frame class="settings" place="settings">
      <Title page={t('settings.title')} />
      <main class="main narrow">
        <header class="top first">
          <h1 class="h1">{t('settings.title')}</h1>
        </header>
        <div class="lift settings-roll">
          <div class="roll paper torn-top torn">
            <section class="set-me">
              <div class="top-row">
                <Avatar
                  face={{ name: profile().name || t('person.you'), ink: profile().ink }}
                  size="xl"
                  silent
                />
                <div class="grow">
                  <div class="h2">
                    <TextField
                      inPlace
                      value={profile().name}
                      label={t('settings.name')}
                      hint={t('settings.nameHint')}
                      autocomplete="given-name"
                      onCommit={name => setProfile({ name })}
                    />
                  </div>
                  <p class="cap">{t('settings.nameNote')}</p>
                </div>
              </div>
              <InkPicker
                label={t('settings.ink')}
                ink={profile().ink}
                onChoose={ink => setProfile({ ink })}
              />
            </section>
            <div class="rule" />
            <GetPaidWith />
            <div class="tear flat" aria-hidden="true" />
            <div class="set-row stacked">
              <Icon name="moon" />
              <span class="m">{t('settings.theme')}</span>
              <Segmented
                label={t('settings.theme')}
                value={profile().theme}
                choices={[
                  { value: 'system', label: t('settings.system') },
                  { value: 'light', label: t('settings.light') },
                  { value: 'dark', label: t('settings.dark') },
                ]}
                onChoose={theme => setProfile({ theme })}
              />
            </div>
            <div class="set-row">
              <Icon name="euro" />
              <span>
                <span class="m">{t('settings.currency')}</span>
                <br />
                <span class="cap">{t('settings.currencyNote')}</span>
              </span>
              <CurrencySelect
                currency={profile().currency}
                label={t('settings.currency')}
                onChoose={currency => setProfile({ currency })}
              />
            </div>
            <SwitchRow
              icon="keyboard"
              label={t('settings.singleKeys')}
              caption={t('settings.singleKeysNote')}
              on={profile().singleKeys}
              onToggle={() => setProfile({ singleKeys: !profile().singleKeys })}
            />
            <div class="tear flat" aria-hidden="true" />
            <Version />
          </div>
        </div>
      </main>
      <NavBar place="settings" onNewBill={newBill} />
    </Frame>
  )
}

/** One's own payment handles, by the names of their methods; they go into the bills one is on. */
function GetPaidWith() {
  const [editing, setEditing] = createSignal(false)
  const named = () =>
    waysToPay(profile().handles)
      .map(({ method }) => method.name)
      .join(', ')
  return (
    <>
      <button type="button" class="set-row" onClick={() => setEditing(true)}>
        <Icon name="wallet" />
        <span class="m">{t('pay.getPaidWith')}</span>
        <span class="v whole">{named() || t('pay.getPaidNone')}</span>
      </button>
      <Show when={editing()}>
        <HandlesSheet
          title={t('pay.getPaidWith')}
          note={t('pay.getPaidNote', { device: deviceWord() })}
          handles={profile().handles}
          currency={profile().currency}
          onChange={setOwnHandles}
          onClose={() => setEditing(false)}
        />
      </Show>
    </>
  )
}

/** The version this page was served with, as the server tells it. */
function Version() {
  const [about] = createResource(aboutServer)
  return (
    <div class="set-row">
      <Icon name="receipt" />
      <span class="m">{t('settings.version')}</span>
      <span class="v">
        {about.state === 'ready' ? (about()?.version ?? t('settings.versionUnknown')) : ''}
      </span>
    </div>
  )
}
