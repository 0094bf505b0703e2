import { clean } from './clean-text.ts'

/** The parts of a mail, each already safe HTML. */
interface MailParts {
  readonly language: string
  readonly title: string
  readonly greeting: string
  readonly intro: string
  readonly rows: readonly { label: string; value: string }[]
  readonly button: string
  readonly link: string
  readonly validity: string
  readonly bareLink: string
  readonly next: string
  readonly footer: string
}

/** Text as HTML that neither breaks out of its place nor turns the direction of what stands around it. */
export function safeHtml(text: string): string {
  return `<bdi>${escaped(clean(text))}</bdi>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

// Mail programs that know no style sheets read the inline styles; those that do follow the reader's light or dark.
const style = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.page{background:#15181d!important}.card{background:#1f242b!important}.ink{color:#eceff3!important}.faint{color:#a9b2be!important}}`
const font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Hiragino Sans','Noto Sans',sans-serif"
const paragraph = (text: string) => `<p class="ink" style="margin:0 0 16px;color:#1c2127">${text}</p>`
const small = (text: string) => `<p class="faint" style="margin:0 0 16px;font-size:14px;color:#57606a">${text}</p>`

/** The HTML part of a mail: one column, no images, nothing fetched from anywhere. */
export function layOut(parts: MailParts): string {
  const link = escaped(parts.link)
  const rows = parts.rows.map(
    ({ label, value }) =>
      `<tr><th scope="row" class="faint" align="left" style="padding:4px 16px 4px 0;font-weight:normal;color:#57606a">${label}</th><td class="ink" style="padding:4px 0;font-weight:600;color:#1c2127">${value}</td></tr>`,
  )
  return `<!doctype html>
<html lang="${parts.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${parts.title.replace(/<\/?bdi>/g, '')}</title>
<style>${style}</style></head>
<body class="page" style="margin:0;padding:24px 12px;background:#f3f5f7;${font};font-size:16px;line-height:1.5">
<main class="card" style="max-width:520px;margin:0 auto;padding:28px 24px;border-radius:12px;background:#ffffff">
${paragraph(parts.greeting)}
${paragraph(parts.intro)}
<table style="margin:0 0 20px;border-collapse:collapse">${rows.join('')}</table>
<p style="margin:0 0 16px"><a href="${link}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#0b5cad;color:#ffffff;font-weight:600;text-decoration:none">${parts.button}</a></p>
${small(parts.validity)}
${paragraph(parts.next)}
${small(`${parts.bareLink}<br><span style="word-break:break-all">${link}</span>`)}
<hr style="border:0;border-top:1px solid #c9d1d9;margin:20px 0">
${small(parts.footer)}
</main>
</body>
</html>
`
}
