import { useState } from 'react'
import { canDial } from '../call/call-list.ts'
import { dialString } from '../call/dial-string.ts'
import { DialPad } from './dial-pad.tsx'
import { NumberField } from './number-field.tsx'
import classes from './phone.module.css'
import { useDial, usePhoneState } from './phone-context.tsx'
import { PhoneIcon } from './phone-icons.tsx'
import { RoundButton } from './round-button.tsx'
import { takeNumberFromAddress } from './use-view.ts'

/** Where a call begins: the field, the keys and the green button. A name typed takes the place of the keys. */
export function KeypadStage({ myUserId }: { myUserId: string }) {
  const [text, setText] = useState(takeNumberFromAddress)
  const { line, calls } = usePhoneState()
  const dial = useDial()
  const number = dialString(text)
  const why = line.kind !== 'ready' ? 'This phone is not connected.' : !canDial(calls) ? 'End a call first.' : null
  const isName = text.trim() !== '' && number === null && !/^[+*#\d]/.test(text.trim())

  const call = (dialed: string, name: string | null) => {
    if (why !== null) return
    setText('')
    dial(dialed, name)
  }
  return (
    <section aria-label="Call someone">
      <NumberField text={text} onText={setText} onDial={call} myUserId={myUserId} />
      {!isName && (
        <>
          <DialPad label="Dial pad" hasPlus onKey={(key) => setText((before) => before + key)} />
          <div className={classes.callRow}>
            <RoundButton
              tone="go"
              label={number ? `Call ${number}` : 'Call'}
              why={why ?? (number ? null : 'Type a number or a name first.')}
              onPress={() => number && call(number, null)}
            >
              <PhoneIcon name="handset" size={28} />
            </RoundButton>
          </div>
        </>
      )}
    </section>
  )
}
