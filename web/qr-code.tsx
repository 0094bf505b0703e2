import qrcode from 'qrcode-generator'

/** A text as a QR code (ISO/IEC 18004) with the quiet zone that cameras need; black on white in both schemes. */
export function QrCode({ text, label, size = 208 }: { text: string; label: string; size?: number }) {
  const { path, modules } = pathOf(text)
  return (
    <svg width={size} height={size} viewBox={`0 0 ${modules} ${modules}`} role="img" aria-label={label}>
      <rect width={modules} height={modules} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  )
}

const quietZone = 4

/** The dark modules as one path, and how many modules wide the picture is. */
function pathOf(text: string): { path: string; modules: number } {
  const code = qrcode(0, 'M')
  // The library takes a string of bytes: names and passwords may be in any script.
  code.addData(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''), 'Byte')
  code.make()
  const count = code.getModuleCount()
  let path = ''
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (code.isDark(row, column)) path += `M${column + quietZone} ${row + quietZone}h1v1h-1z`
    }
  }
  return { path, modules: count + 2 * quietZone }
}
