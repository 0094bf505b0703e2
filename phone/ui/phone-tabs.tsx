import classes from './phone.module.css'
import { PhoneIcon, type PhoneIconName } from './phone-icons.tsx'
import { useView, type View } from './use-view.ts'

const tabs: readonly { view: View; label: string; icon: PhoneIconName }[] = [
  { view: 'keypad', label: 'Keypad', icon: 'keypad' },
  { view: 'calls', label: 'Calls', icon: 'clock' },
  { view: 'people', label: 'People', icon: 'people' },
  { view: 'settings', label: 'Settings', icon: 'settings' },
]

interface PhoneTabsProps {
  missed: number
  /** Beside the keypad: three tabs, of which calls are open at first. At the bottom of a small screen: all four. */
  place: 'side' | 'bottom'
}

/** Leads to the parts of the phone. */
export function PhoneTabs({ missed, place }: PhoneTabsProps) {
  const [view, openView] = useView()
  const shown = place === 'side' ? tabs.filter((tab) => tab.view !== 'keypad') : tabs
  const open = place === 'side' && view === 'keypad' ? 'calls' : view
  return (
    <nav className={place === 'side' ? classes.tabs : classes.bottomBar} aria-label="Parts of the phone">
      {shown.map((tab) => (
        <button
          key={tab.view}
          type="button"
          className={classes.tab}
          aria-current={open === tab.view ? 'page' : undefined}
          onClick={() => openView(tab.view)}
        >
          <PhoneIcon name={tab.icon} size={place === 'side' ? 18 : 22} />
          {tab.label}
          {tab.view === 'calls' && missed > 0 && <MissedCount missed={missed} />}
        </button>
      ))}
    </nav>
  )
}

function MissedCount({ missed }: { missed: number }) {
  return (
    <span className={classes.count} role="img" aria-label={`${missed} missed`}>
      {missed > 99 ? '99+' : missed}
    </span>
  )
}
