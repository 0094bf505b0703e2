import type { MailLanguage } from './mail-words.ts'

const bareLink = 'If the button does not work, open this address in your browser:'

export const english: MailLanguage = {
  tag: 'en',
  extension: 'Extension',
  number: 'Direct number',
  username: 'Username',
  welcome: {
    subject: ({ company }) => `Your phone at ${company} is ready`,
    greeting: ({ firstName }) => `Hello ${firstName},`,
    intro: ({ company }) => `welcome! Your phone at ${company} is ready. This is how people reach you:`,
    button: 'Set your password',
    validity: 'The link works once and for 72 hours. Should it expire, your administrator can send you a new one.',
    bareLink,
    next: ({ signInUrl }) =>
      `Right after that you can make and take calls in your browser; there is nothing to install. To have your phone with you, open ${signInUrl} on your mobile too and sign in there.`,
    footer: ({ company }) =>
      `You get this mail because an administrator of ${company} set up a phone for you. If you did not expect it, simply ignore it.`,
  },
  passwordReset: {
    subject: ({ company }) => `Set a new password for your phone at ${company}`,
    greeting: ({ firstName }) => `Hello ${firstName},`,
    intro: ({ company }) => `here is the link to set a new password for your phone at ${company}.`,
    button: 'Set a new password',
    validity: 'The link works once and for one hour.',
    bareLink,
    next: () => 'When you set a new password, you are signed out on all your other devices.',
    footer: () =>
      'You get this mail because somebody asked for a new password with your name. If that was not you, ignore it: your password stays as it is.',
  },
}
