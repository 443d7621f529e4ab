/** @jsxImportSource preact */

const PATHS = {
  check: "M4.5 12.5l5 5 10-11",
  warning: "M12 4 2.500 20h19zM12 10v4.500M12 17.200v.1",
  error: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.500v5.500M12 16.200v.1",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.500M12 7.600v.1",
  upload:
    "M12 15.500V4M7.500 8.300 12 3.800l4.500 4.500M4 15v4.200c0 .5.400.800.800.800h14.400c.500 0 .800-.300.800-.800V15",
  files:
    "M14 3H7.500A1.500 1.500 0 0 0 6 4.500v15A1.500 1.500 0 0 0 7.500 21h9a1.500 1.500 0 0 0 1.500-1.500V7zM14 3v4h4",
  disc: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 9.800a2.200 2.200 0 1 0 0 4.400 2.200 2.200 0 0 0 0-4.400z",
  camera:
    "M4 7.500h3.300L9 5h6l1.700 2.500H20a1 1 0 0 1 1 1V18a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8.500a1 1 0 0 1 1-1zM12 10a3.200 3.200 0 1 0 0 6.400 3.200 3.200 0 0 0 0-6.400z",
  study: "M4 4.500h16v15H4zM4 9.500h16M9 9.500v10",
  folder:
    "M3.500 6.500a1 1 0 0 1 1-1h4.800l2 2.300h8.200a1 1 0 0 1 1 1v9.700a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1z",
  pause: "M8.500 5v14M15.500 5v14",
  play: "M7.500 5 18.500 12 7.500 19z",
  print: "M7 9V3.500h10V9M7 17H4.500V9.500h15V17H17M7 14h10v6.500H7z",
  save: "M12 4v11M7.500 10.800 12 15.300l4.500-4.500M4 19.500h16",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.200V12l3.200 2",
  lock: "M6 10.500h12v9.500H6zM8.500 10.500V7.300a3.500 3.500 0 0 1 7 0v3.200",
  eye: "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 9.400a2.600 2.600 0 1 0 0 5.200 2.600 2.600 0 0 0 0-5.200z",
  language:
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3.300 12h17.400M12 3c5 5.500 5 12.500 0 18-5-5.500-5-12.500 0-18z",
  offline:
    "M3 3l18 18M5 12.500a10 10 0 0 1 3.800-2.300M12.500 9.500A10 10 0 0 1 19 12.500M8.500 16a5 5 0 0 1 6.300-.6M12 19.300v.1",
} as const;

export type IconName = keyof typeof PATHS;

/** A line icon in the colour of the text around it; the words beside it say the same. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The product's mark: a film half out of its jacket. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true" focusable="false">
      <rect x="8.500" y="3" width="15" height="17" rx="1.750" />
      <path d="M4 12.600A2.600 2.600 0 0 1 6.600 10h5.150a4.250 4.250 0 0 0 8.500 0h5.150A2.600 2.600 0 0 1 28 12.600v13.800a2.600 2.600 0 0 1-2.600 2.600H6.600A2.600 2.600 0 0 1 4 26.400z" />
    </svg>
  );
}
