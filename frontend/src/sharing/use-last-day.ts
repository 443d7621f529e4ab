import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { installationOptions } from "@/api/installation";
import type { LastDay } from "@/api/links";
import { useMe } from "@/api/session";
import { dayAfter, limitsFrom, todayIn } from "./expiry";
import type { Limits } from "./share-draft";

export interface LastDayChoice {
  day: string | null;
  choose: (day: string | null) => void;
  limits: Limits;
  timeZone: string;
  /** What the API wants; null while the day can't be. */
  lastDay: LastDay | null;
}

/** Another last day for links that are out, in the sharer's own time zone; proposed as for new links. */
export function useLastDay(): LastDayChoice {
  const timeZone = useMe().time_zone;
  const { data: installation } = useSuspenseQuery(installationOptions);
  const limits = limitsFrom(todayIn(timeZone), installation.link_days_most);
  const [day, choose] = useState<string | null>(() =>
    dayAfter(limits.firstDay, { days: installation.link_days_default }),
  );
  const fits = day !== null && day >= limits.firstDay && day <= limits.lastDay;
  return {
    day,
    choose,
    limits,
    timeZone,
    lastDay: fits ? { expire_date: day, time_zone: timeZone } : null,
  };
}
