import { create } from 'zustand';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Theme = 'light' | 'dark';

const storageKey = 'watch-tower.theme';
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

/** What the person chose, and what it comes to now. */
export const useTheme = create<{ choice: ThemeChoice; theme: Theme; choose: (choice: ThemeChoice) => void }>(
  (set) => ({
    choice: storedChoice(),
    theme: themeOf(storedChoice()),
    choose: (choice) => {
      localStorage.setItem(storageKey, choice);
      set({ choice, theme: themeOf(choice) });
    },
  }),
);

/** Paints the chosen theme and follows the system while nothing else was chosen. Call once, before the first render. */
export function startTheme(): void {
  const paint = (): boolean =>
    document.documentElement.classList.toggle('dark', useTheme.getState().theme === 'dark');
  paint();
  useTheme.subscribe(paint);
  systemIsDark.addEventListener('change', () =>
    useTheme.setState(({ choice }) => ({ theme: themeOf(choice) })),
  );
}

function themeOf(choice: ThemeChoice): Theme {
  if (choice !== 'system') return choice;
  return systemIsDark.matches ? 'dark' : 'light';
}

function storedChoice(): ThemeChoice {
  const stored = localStorage.getItem(storageKey);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}
