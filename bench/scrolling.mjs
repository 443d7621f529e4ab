// What a browser goes through while someone scrolls a folder of 100,000 entries; called by bench/scrolling.py.
//
//     node bench/scrolling.mjs ADDRESS EMAIL PASSWORD FOLDER_ID
//
// Prints one JSON line for each way of scrolling: tasks over 50 ms, layout shift, and the longest time that any line in
// sight stood without its row. A task is counted by the clock, and once more by the processor time that it took, which
// stays the same when the machine has other things to do.
import { chromium } from "@playwright/test";

const [address, email, password, folderId] = process.argv.slice(2);

/** Runs in the page: watches tasks, shifts and lines without rows while `drive` scrolls. */
async function measure(way) {
  const grid = document.querySelector('[role="treegrid"]');
  const box = grid.parentElement;
  const tasks = [];
  let shift = 0;
  const taskObserver = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tasks.push(Math.round(entry.duration));
  });
  const shiftObserver = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shift += entry.value;
  });
  taskObserver.observe({ type: "longtask" });
  shiftObserver.observe({ type: "layout-shift" });

  /** When each line in sight was first seen without its row. */
  const since = new Map();
  let longestBlank = 0;
  let frames = 0;
  const look = (now) => {
    frames += 1;
    const row = Number.parseFloat(getComputedStyle(grid.querySelector("[data-line]")).height);
    const first = Math.floor(box.scrollTop / row);
    const last = Math.floor((box.scrollTop + box.clientHeight) / row) - 2;
    const filled = new Set(
      [...grid.querySelectorAll("[data-line]:not([data-waiting])")].map((line) => Number(line.dataset.line)),
    );
    for (let line = first; line <= last; line += 1) {
      if (filled.has(line)) since.delete(line);
      else if (!since.has(line)) since.set(line, now);
      else longestBlank = Math.max(longestBlank, now - since.get(line));
    }
    for (const line of since.keys()) if (line < first || line > last) since.delete(line);
  };
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const pause = async (time) => {
    const end = performance.now() + time;
    while (performance.now() < end) look(await nextFrame());
  };

  const end = box.scrollHeight - box.clientHeight;
  const start = performance.now();
  if (way === "smoothly") {
    for (let step = 0; step < 600; step += 1) {
      box.scrollTop += 40;
      look(await nextFrame());
    }
  } else if (way === "by page") {
    for (let step = 0; step < 60; step += 1) {
      box.scrollTop += box.clientHeight - 72;
      await pause(150);
    }
  } else {
    // A hand that drags the scrollbar: quick stretches with stops
    for (const part of [0.2, 0.5, 0.3, 0.9, 0.6, 1, 0.1]) {
      const from = box.scrollTop;
      for (let step = 1; step <= 30; step += 1) {
        box.scrollTop = from + ((part * end - from) * step) / 30;
        look(await nextFrame());
      }
      await pause(400);
    }
  }
  await pause(500);
  const seconds = (performance.now() - start) / 1000;
  taskObserver.disconnect();
  shiftObserver.disconnect();
  return {
    way,
    longTasks: tasks.length,
    longestTask: Math.max(0, ...tasks),
    layoutShift: Math.round(shift * 1000) / 1000,
    longestBlank: Math.round(longestBlank),
    framesPerSecond: Math.round(frames / seconds),
    rowsInPage: grid.querySelectorAll("[data-line]").length,
  };
}

/** Milliseconds of processor time of each task over 50 ms in the page's main thread. */
function longTasksOf(trace) {
  const { traceEvents } = JSON.parse(trace.toString());
  const mainThreads = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  return traceEvents
    .filter(({ name, pid, tid }) => name === "RunTask" && mainThreads.has(`${pid}:${tid}`))
    .map(({ tdur }) => Math.round(tdur / 1000))
    .filter((time) => time > 50);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(address);
  await page.getByLabel("E-mail").fill(email);
  await page.locator("input[type=password]").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("treegrid").waitFor();
  await page.goto(`${address}/folders/${folderId}`);
  await page.locator('[role="treegrid"] [data-kind]').first().waitFor();
  for (const way of ["smoothly", "by page", "by the scrollbar"]) {
    await page.locator('[role="treegrid"]').evaluate((grid) => {
      grid.parentElement.scrollTop = 0;
    });
    await page.locator('[role="treegrid"] [data-line="0"]:not([data-waiting])').waitFor();
    await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline"] });
    const found = await page.evaluate(measure, way);
    const busy = longTasksOf(await browser.stopTracing());
    console.log(JSON.stringify({ ...found, busyTasks: busy.length, busiestTask: Math.max(0, ...busy) }));
  }
} finally {
  await browser.close();
}
