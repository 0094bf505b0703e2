const controls =
  'input:enabled, textarea:enabled, button:enabled:not([data-handle]), select:enabled, [tabindex="0"], a[href]'

/** Goes to the first thing to put right, once it is on the page: a wrong control, or the first control where something is wrong. */
export function focusFirstProblem(form: HTMLElement | null): void {
  requestAnimationFrame(() => {
    const found = form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong]')
    const control = found?.matches('[data-wrong]') ? (innermost(found) ?? found) : found
    control?.scrollIntoView({ block: 'center' })
    control?.focus({ preventScroll: true })
  })
}

function innermost(place: HTMLElement): HTMLElement | null {
  return place.querySelector<HTMLElement>('[aria-invalid="true"]') ?? place.querySelector<HTMLElement>(controls)
}
