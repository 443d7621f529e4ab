/** The product's mark: a film half out of its jacket. Its colours follow the text around it. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
      <rect x="8.500" y="3" width="15" height="17" rx="1.750" fill="var(--mark-film, #8ab8ff)" />
      <path
        fill="currentcolor"
        d="M4 12.600A2.600 2.600 0 0 1 6.600 10h5.150a4.250 4.250 0 0 0 8.500 0h5.150A2.600 2.600 0 0 1 28 12.600v13.800a2.600 2.600 0 0 1-2.600 2.600H6.600A2.600 2.600 0 0 1 4 26.400z"
      />
    </svg>
  );
}
