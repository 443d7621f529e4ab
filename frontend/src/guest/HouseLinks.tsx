/** @jsxImportSource preact */
import { t } from "@lingui/core/macro";
import type { Installation, Visit } from "./client";

/** What the institution has to say about itself and about data, on its own pages. */
export function HouseLinks({ house }: { house: Pick<Visit | Installation, "privacy_url" | "imprint_url"> }) {
  const links = [
    { to: house.privacy_url, name: t`Privacy notice` },
    { to: house.imprint_url, name: t`Imprint` },
  ].filter((link): link is { to: string; name: string } => Boolean(link.to));
  if (links.length === 0) return null;
  return (
    <p class="house-links">
      {links.map(({ to, name }) => (
        <a key={name} href={to} target="_blank" rel="noopener noreferrer">
          {name}
        </a>
      ))}
    </p>
  );
}
