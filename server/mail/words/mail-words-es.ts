import type { MailLanguage } from './mail-words.ts'

const bareLink = 'Si el botón no funciona, abre esta dirección en tu navegador:'

export const spanish: MailLanguage = {
  tag: 'es',
  extension: 'Extensión',
  number: 'Número directo',
  username: 'Nombre de usuario',
  welcome: {
    subject: ({ company }) => `Tu teléfono en ${company} está listo`,
    greeting: ({ firstName }) => `Hola, ${firstName}:`,
    intro: ({ company }) => `¡Te damos la bienvenida! Tu teléfono en ${company} ya está listo. Así te pueden llamar:`,
    button: 'Crear mi contraseña',
    validity:
      'El enlace se puede usar una sola vez y caduca a las 72 horas. Si caduca, tu administrador puede enviarte otro.',
    bareLink,
    next: ({ signInUrl }) =>
      `Después podrás llamar y recibir llamadas en el navegador, sin instalar nada. Para llevar tu teléfono contigo, abre también ${signInUrl} en el móvil e inicia sesión allí.`,
    footer: ({ company }) =>
      `Recibes este correo porque un administrador de ${company} ha creado un teléfono para ti. Si no lo esperabas, puedes ignorarlo.`,
  },
  passwordReset: {
    subject: ({ company }) => `Crea una contraseña nueva para tu teléfono en ${company}`,
    greeting: ({ firstName }) => `Hola, ${firstName}:`,
    intro: ({ company }) => `Este es el enlace para crear una contraseña nueva para tu teléfono en ${company}.`,
    button: 'Crear una contraseña nueva',
    validity: 'El enlace se puede usar una sola vez y caduca en una hora.',
    bareLink,
    next: () => 'En cuanto crees una contraseña nueva, se cerrará la sesión en todos tus demás dispositivos.',
    footer: () =>
      'Recibes este correo porque alguien ha pedido una contraseña nueva con tu nombre. Si no has sido tú, ignóralo: tu contraseña no cambia.',
  },
}
