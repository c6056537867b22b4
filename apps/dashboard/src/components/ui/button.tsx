import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.js';

/** Exported for links that look like buttons. */
export const buttonLook = cva(
  'inline-flex items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      look: {
        primary: 'bg-accent text-accent-ink hover:bg-accent-strong',
        outline: 'border border-line-strong/70 bg-surface text-ink hover:bg-sunken',
        ghost: 'text-muted hover:bg-sunken hover:text-ink',
      },
      size: { normal: 'h-9 px-3.5 text-sm', small: 'h-7 px-2.5 text-xs', icon: 'size-8' },
    },
    defaultVariants: { look: 'outline', size: 'normal' },
  },
);

type ButtonProps = ComponentProps<'button'> & VariantProps<typeof buttonLook>;

export function Button({ className, look, size, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={classNames(buttonLook({ look, size }), className)} {...rest} />;
}
