import type { ChangeSetView } from '../../../contract/api/change-sets.ts'

/** The road a change came by, in words. */
export const sourceTexts: Record<ChangeSetView['source'], string> = {
  console: 'in the console',
  api: 'over the API',
  cli: 'from a terminal',
  bulk: 'by upload',
  directory: 'by the directory',
  phone: 'at the phone',
  setup: 'while setting up',
  undo: 'as an undo',
  system: 'by the system',
}

/** A field's name as people say it: "personalNumbers" is "Personal numbers". */
export function fieldLabel(field: string): string {
  const words = field.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
