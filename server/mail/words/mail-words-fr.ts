import type { MailLanguage } from './mail-words.ts'

const bareLink = 'Si le bouton ne fonctionne pas, ouvrez cette adresse dans votre navigateur :'

export const french: MailLanguage = {
  tag: 'fr',
  extension: 'Numéro de poste',
  number: 'Ligne directe',
  username: 'Identifiant',
  welcome: {
    subject: ({ company }) => `Votre téléphone chez ${company} est prêt`,
    greeting: ({ firstName }) => `Bonjour ${firstName},`,
    intro: ({ company }) => `Bienvenue ! Votre téléphone chez ${company} est prêt. Voici comment vous joindre :`,
    button: 'Choisir mon mot de passe',
    validity:
      'Ce lien ne peut servir qu’une fois, dans les 72 heures. S’il expire, votre administrateur peut vous en envoyer un nouveau.',
    bareLink,
    next: ({ signInUrl }) =>
      `Ensuite, vous pourrez aussitôt téléphoner depuis votre navigateur, sans rien installer. Pour garder votre téléphone avec vous, ouvrez aussi ${signInUrl} sur votre mobile et connectez-vous.`,
    footer: ({ company }) =>
      `Vous recevez ce message parce qu’un administrateur de ${company} a créé une ligne téléphonique pour vous. Si vous ne l’attendiez pas, vous pouvez simplement l’ignorer.`,
  },
  passwordReset: {
    subject: ({ company }) => `Nouveau mot de passe pour votre téléphone chez ${company}`,
    greeting: ({ firstName }) => `Bonjour ${firstName},`,
    intro: ({ company }) => `Voici le lien pour choisir un nouveau mot de passe pour votre téléphone chez ${company}.`,
    button: 'Choisir un nouveau mot de passe',
    validity: 'Ce lien ne peut servir qu’une fois, dans l’heure qui suit.',
    bareLink,
    next: () =>
      'Dès que vous aurez choisi un nouveau mot de passe, vous serez déconnecté de tous vos autres appareils.',
    footer: () =>
      'Vous recevez ce message parce que quelqu’un a demandé un nouveau mot de passe à votre nom. Si ce n’était pas vous, ignorez-le : votre mot de passe reste inchangé.',
  },
}
