import { expect, it } from 'vitest'
import { firstLink, mailDocument } from './mail-document.ts'

it('finds where a mail leads, without the punctuation around it', () => {
  expect(firstLink('Open http://127.0.0.1:8080/welcome#token=a-b_c.\nBye')).toBe(
    'http://127.0.0.1:8080/welcome#token=a-b_c',
  )
  expect(firstLink('<https://x.example/a>')).toBe('https://x.example/a')
  expect(firstLink('No link')).toBeNull()
})

it('opens links of a mail in a new tab and lets its styles through', () => {
  expect(mailDocument('<style>p{}</style><p>Hi</p>', 'n1')).toBe(
    '<base target="_blank"><style nonce="n1">p{}</style><p>Hi</p>',
  )
})
