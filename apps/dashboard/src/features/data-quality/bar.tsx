/** A share of the longest bar, drawn; the figure itself stands beside it in words. */
export function Bar({ share, tone = 'accent' }: { share: number; tone?: 'accent' | 'idling' | 'outdated' }) {
  return (
    <svg aria-hidden className="h-2 w-full" preserveAspectRatio="none">
      <rect width="100%" height="100%" rx="4" fill="var(--line)" />
      {/* What is there is seen, however little. */}
      <rect
        width={`${share <= 0 ? 0 : Math.max(1, share * 100)}%`}
        height="100%"
        rx="4"
        fill={`var(--${tone})`}
      />
    </svg>
  );
}
