// Shows a new mail by itself: asks for the list every two seconds and loads the page anew when it has changed.
const EVERY_MS = 2000;
const newest = document.querySelector("[data-newest]").dataset.newest;

async function look() {
  const response = await fetch(`/api/mails${location.search}`).catch(() => undefined); // the mailbox may be restarting
  const mails = response?.ok ? (await response.json()).mails : undefined;
  if (mails && (mails[0]?.id ?? "") !== newest) location.reload();
}

setInterval(look, EVERY_MS);
