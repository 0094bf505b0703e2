import type { MailLanguage } from './mail-words.ts'

const bareLink = 'ボタンが動作しない場合は、次のアドレスをブラウザーで開いてください。'

export const japanese: MailLanguage = {
  tag: 'ja',
  extension: '内線番号',
  number: '直通番号',
  username: 'ユーザー名',
  welcome: {
    subject: ({ company }) => `${company}の電話がご利用いただけます`,
    greeting: ({ firstName, lastName }) => `${lastName} ${firstName} 様`,
    intro: ({ company }) => `ようこそ。${company}の電話の準備が整いました。お使いいただく番号は次のとおりです。`,
    button: 'パスワードを設定する',
    validity: 'このリンクは1回限り、72時間有効です。期限が切れた場合は、管理者に再送をご依頼ください。',
    bareLink,
    next: ({ signInUrl }) =>
      `パスワードを設定すると、すぐにブラウザーで通話できます。インストールは不要です。外出先でもお使いになるには、スマートフォンでも ${signInUrl} を開いてサインインしてください。`,
    footer: ({ company }) =>
      `このメールは、${company}の管理者があなたの電話を登録したためお送りしています。お心当たりのない場合は、このメールを破棄してください。`,
  },
  passwordReset: {
    subject: ({ company }) => `${company}の電話のパスワード再設定`,
    greeting: ({ firstName, lastName }) => `${lastName} ${firstName} 様`,
    intro: ({ company }) => `${company}の電話の新しいパスワードは、次のリンクから設定できます。`,
    button: '新しいパスワードを設定する',
    validity: 'このリンクは1回限り、1時間有効です。',
    bareLink,
    next: () => '新しいパスワードを設定すると、ほかのすべての端末からサインアウトされます。',
    footer: () =>
      'このメールは、あなたのお名前でパスワードの再設定が申請されたためお送りしています。お心当たりのない場合は、このメールを破棄してください。パスワードは変わりません。',
  },
}
