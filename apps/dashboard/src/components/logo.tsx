/** The tower with its light, as in public/beacon.svg. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="7" fill="#0b4f78" />
      <path d="M13.2 13h5.6l2.2 13H11z" fill="#fff" />
      <circle cx="16" cy="9" r="2.6" fill="#ffc14d" />
      <path
        d="M20.5 6.2a6 6 0 0 1 0 5.6M23.6 4a10 10 0 0 1 0 10M11.5 6.2a6 6 0 0 0 0 5.6M8.4 4a10 10 0 0 0 0 10"
        fill="none"
        stroke="#ffc14d"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
    </svg>
  );
}
