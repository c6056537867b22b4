import { Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from '../settings/theme.js';
import { Button } from './ui/button.js';
import { Menu, MenuChoice } from './ui/menu.js';

const options = [
  { value: 'system', label: 'As the system', icon: <Monitor aria-hidden /> },
  { value: 'light', label: 'Light', icon: <Sun aria-hidden /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden /> },
] as const;

export function ThemeSwitch() {
  const { choice, theme, choose } = useTheme();
  return (
    <Menu
      trigger={
        <Button look="ghost" size="icon" aria-label="Colours">
          {theme === 'dark' ? <Moon aria-hidden /> : <Sun aria-hidden />}
        </Button>
      }
    >
      <MenuChoice value={choice} options={options} onChoose={choose} />
    </Menu>
  );
}
