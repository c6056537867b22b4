import { clsx, type ClassValue } from 'clsx';
import { twMerge } from 'tailwind-merge';

/** Class names, of which a later one wins over an earlier one that says otherwise. */
export const classNames = (...values: ClassValue[]): string => twMerge(clsx(values));
