import { Fragment } from "react";

/**
 * Facts about something in one line; empty ones are left out. Each has its own direction of writing: in an Arabic line a
 * Latin patient ID and the date behind it would otherwise exchange their numbers.
 */
export function Particulars({ facts }: { facts: readonly string[] }) {
  return facts.filter(Boolean).map((fact, index) => (
    <Fragment key={fact}>
      {index > 0 && " · "}
      <bdi>{fact}</bdi>
    </Fragment>
  ));
}
