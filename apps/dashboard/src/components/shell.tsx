import {
  Bell,
  Keyboard,
  LogOut,
  Map as MapIcon,
  MapPin,
  Route,
  SatelliteDish,
  Search,
  UserRound,
  Warehouse,
  type LucideIcon,
} from 'lucide-react';
import { useState } from 'react';
import { Navigate, NavLink, Outlet, useLocation } from 'react-router';
import { CommandPalette } from '../features/command-palette/command-palette.js';
import { formatClock } from '../format/instants.js';
import { signOut, useSession } from '../session/session.js';
import { useMe } from '../session/use-me.js';
import { operatorTimeZone } from '../settings/operator.js';
import { Logo } from './logo.js';
import { ShortcutsHelp } from './shortcuts-help.js';
import { ThemeSwitch } from './theme-switch.js';
import { Button } from './ui/button.js';
import { classNames } from './ui/class-names.js';
import { Menu, MenuItem, MenuLabel, MenuLine } from './ui/menu.js';
import { useNow } from './use-now.js';
import { useModifiedKey, useShortcuts } from './use-shortcuts.js';

/** The way to the sign-in page for whoever is not signed in; for the others every page under its bar. */
export function Shell() {
  const signedIn = useSession(({ session }) => session !== null);
  const { pathname, search } = useLocation();
  if (!signedIn) return <Navigate to="/sign-in" replace state={{ from: pathname + search }} />;
  return <SignedIn />;
}

const isApple = navigator.userAgent.includes('Mac');
const paletteKeys = isApple ? '⌘K' : 'Ctrl K';

function SignedIn() {
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const close = (): void => setOpen(null);
  useModifiedKey('k', () => setOpen((was) => (was === 'palette' ? null : 'palette')));
  useShortcuts(
    {
      [paletteKeys]: { does: 'Go somewhere, find something' },
      '?': { does: 'This help', act: () => setOpen('keys') },
    },
    'everywhere',
  );
  return (
    <div className="flex h-full flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-surface focus:px-3 focus:py-2"
      >
        Skip to the content
      </a>
      <header className="z-20 flex h-12 shrink-0 items-center gap-1 border-b border-line bg-surface px-3 sm:px-4">
        <NavLink to="/map" className="mr-1 flex shrink-0 items-center gap-2.5 rounded-md sm:mr-4">
          <Logo className="size-7" />
          <span className="text-[0.9375rem] font-semibold tracking-tight whitespace-nowrap not-xl:sr-only">
            Watch Tower
          </span>
        </NavLink>
        <nav
          aria-label="Pages"
          className="flex h-full min-w-0 items-stretch overflow-x-auto [scrollbar-width:none] lg:gap-1"
        >
          <Tab to="/map" icon={MapIcon}>
            Live map
          </Tab>
          <Tab to="/trips" icon={Route}>
            Trips
          </Tab>
          <Tab to="/alerts" icon={Bell}>
            Alerts
          </Tab>
          <Tab to="/at-location" icon={Warehouse}>
            At location
          </Tab>
          <Tab to="/places" icon={MapPin}>
            Places
          </Tab>
          <Tab to="/data-quality" icon={SatelliteDish}>
            Data quality
          </Tab>
        </nav>
        <div className="ml-auto flex shrink-0 items-center gap-1">
          <Button
            size="small"
            className="h-8 text-muted"
            aria-keyshortcuts="Control+K Meta+K"
            onClick={() => setOpen('palette')}
          >
            <Search aria-hidden />
            <span className="sr-only">Go somewhere, find something</span>
            <kbd className="font-sans not-md:hidden">{paletteKeys}</kbd>
          </Button>
          <OperatorClock />
          <ThemeSwitch />
          <PersonMenu onKeys={() => setOpen('keys')} />
        </div>
      </header>
      <Outlet />
      {open === 'palette' && <CommandPalette onClose={close} />}
      {open === 'keys' && <ShortcutsHelp onClose={close} />}
    </div>
  );
}

/** Where there is no room for all the words only the open page has its own; the others keep them for readers. */
function Tab({ to, icon: Icon, children }: { to: string; icon: LucideIcon; children: string }) {
  return (
    <NavLink
      to={to}
      title={children}
      className={({ isActive }) =>
        classNames(
          'group relative flex shrink-0 items-center gap-2 px-2.5 text-sm font-medium whitespace-nowrap transition-colors -outline-offset-2 lg:px-3',
          isActive
            ? 'text-ink after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 after:rounded-full after:bg-accent'
            : 'text-muted hover:text-ink',
        )
      }
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="not-lg:sr-only md:group-aria-[current=page]:not-sr-only">{children}</span>
    </NavLink>
  );
}

function OperatorClock() {
  const nowMs = useNow(1_000);
  const at = new Date(nowMs).toISOString();
  return (
    <time
      dateTime={at}
      title={`${operatorTimeZone}; in UTC it is ${formatClock(nowMs, 'UTC')}`}
      className="mr-2 hidden text-xs whitespace-nowrap text-muted xl:inline"
    >
      {formatClock(nowMs, operatorTimeZone)}
      <span className="ml-1.5 text-faint">{operatorTimeZone.split('/').at(-1)?.replace('_', ' ')}</span>
    </time>
  );
}

function PersonMenu({ onKeys }: { onKeys: () => void }) {
  const me = useMe();
  return (
    <Menu
      trigger={
        <Button look="ghost" size="icon" aria-label="Account" className="rounded-full">
          <UserRound aria-hidden />
        </Button>
      }
    >
      {me && (
        <>
          <MenuLabel>
            <span className="block text-sm font-medium text-ink">{me.name}</span>
            {me.email} · {me.role}
          </MenuLabel>
          <MenuLine />
        </>
      )}
      <MenuItem onSelect={onKeys}>
        <Keyboard aria-hidden />
        Keys
      </MenuItem>
      <MenuItem onSelect={() => signOut()}>
        <LogOut aria-hidden />
        Sign out
      </MenuItem>
    </Menu>
  );
}
