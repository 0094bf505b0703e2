import type { Access } from '../../contract/roles.ts'
import { ProblemError } from '../problem-error.ts'
import type { Context } from './context.ts'

/** The only place that decides whether somebody may: refuses with `forbidden` and a sentence, or returns. */
export function authorize(ctx: Context, access: Access): void {
  if (access === 'public' || access === 'user') return
  if (access === 'admin' && ctx.role === 'admin') return
  if (access === 'operator' && ctx.isOperator && ctx.role === 'admin') return
  throw new ProblemError(
    'forbidden',
    access === 'operator' ? 'Only an operator of this installation may do this.' : 'Only an administrator may do this.',
  )
}
