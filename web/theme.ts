import {
  Alert,
  Anchor,
  Badge,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  Input,
  Loader,
  type MantineColorsTuple,
  Modal,
  MultiSelect,
  PasswordInput,
  Select,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core'

/** The one accent: a calm ink blue. Shade 8 carries white text at 7:1. */
const ink: MantineColorsTuple = [
  '#eff3fe',
  '#dde4f9',
  '#b9c6ef',
  '#94a7e7',
  '#7a90e2',
  '#6279d6',
  '#5068c9',
  '#4058b6',
  '#344a9f',
  '#283b85',
]

/** Greys of the dark scheme, a little towards the accent; text first, deepest last. */
const dark: MantineColorsTuple = [
  '#e3e6eb',
  '#c5cad2',
  '#a4abb6',
  '#8d95a1',
  '#4b525d',
  '#343942',
  '#262a31',
  '#1d2025',
  '#16181c',
  '#101215',
]

/** How Offhook looks, in the console and on the phone. */
export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: 8,
  autoContrast: true,
  colors: { ink, dark },
  fontFamily:
    'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  defaultRadius: 'md',
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.125rem' }, h3: { fontSize: '1rem' } },
  },
  components: {
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
    Badge: Badge.extend({ defaultProps: { variant: 'default', radius: 'sm', tt: 'none', fw: 500 } }),
    Button: Button.extend({ defaultProps: { loaderProps: { type: 'dots' } } }),
    Alert: Alert.extend({ defaultProps: { variant: 'default' } }),
    InputWrapper: Input.Wrapper.extend({
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] },
    }),
    Loader: Loader.extend({ defaultProps: { type: 'dots' } }),
    Modal: Modal.extend({ defaultProps: { centered: true, closeButtonProps: { 'aria-label': 'Close' } } }),
    Drawer: Drawer.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } }),
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, openDelay: 300 } }),
    Select: Select.extend({
      defaultProps: { checkIconPosition: 'right', nothingFoundMessage: 'Nothing found', openOnFocus: false },
    }),
    MultiSelect: MultiSelect.extend({ defaultProps: { checkIconPosition: 'right', openOnFocus: false } }),
    TextInput: TextInput.extend({ defaultProps: { autoComplete: 'off' } }),
    Textarea: Textarea.extend({ defaultProps: { autosize: true } }),
    PasswordInput: PasswordInput.extend({
      defaultProps: { visibilityToggleButtonProps: { 'aria-label': 'Show or hide the password' } },
    }),
  },
})

/** Colours that mean something, each readable on its background in both schemes (WCAG 2.2 AA). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--offhook-ready': '#1b6e3c',
    '--offhook-attention': '#8a5300',
    '--offhook-failed': '#b3261e',
    '--offhook-off': '#5c6470',
    '--offhook-page': '#f6f7f9',
    '--offhook-surface': '#ffffff',
    '--offhook-line': '#dfe2e8',
    '--offhook-hover': '#f0f2f7',
    '--offhook-chosen': '#e6ebfb',
    '--mantine-color-dimmed': '#59616d',
    '--mantine-color-placeholder': '#6b7280',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': '#344a9f',
  },
  dark: {
    '--offhook-ready': '#6fd396',
    '--offhook-attention': '#f2b65c',
    '--offhook-failed': '#ff9a91',
    '--offhook-off': '#a4abb6',
    '--offhook-page': '#16181c',
    '--offhook-surface': '#1d2025',
    '--offhook-line': '#343942',
    '--offhook-hover': '#262a31',
    '--offhook-chosen': '#28304b',
    '--mantine-color-body': '#1d2025',
    '--mantine-color-text': '#e3e6eb',
    '--mantine-color-dimmed': '#a4abb6',
    '--mantine-color-placeholder': '#8d95a1',
    '--mantine-color-error': '#ff9a91',
    '--mantine-color-anchor': '#a9bbf5',
    '--mantine-color-default': '#262a31',
    '--mantine-color-default-border': '#414751',
  },
})
