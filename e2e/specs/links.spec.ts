import { expect, test } from "../fixtures";
import { linkIn } from "../mailbox";

const PASSWORD = "heron copper lantern 27 river";

test("the password travels with the link, in a mail of its own, or by no mail @once", async ({
  app,
  clinic,
  mailbox,
  word,
}) => {
  await app.openFolder(await clinic.makeFolder(word));
  await app.folders.expectEmpty();
  const name = word.toLowerCase();
  const ways = [
    { recipient: `${name}-one@practice.example` },
    { recipient: `${name}-two@practice.example`, separate: true },
    { recipient: `${name}-none@practice.example`, told: true },
  ];
  for (const way of ways) {
    await app.folders.pressTool("Share an Upload Folder");
    await app.share.fill({ ...way, password: PASSWORD, title: `Upload ${word}` });
    await app.share.send();
    await app.answerNotice("Folder Shared Successfully", "Close");
  }

  const [both] = await mailbox.mails(`${name}-one@practice.example`, 1);
  expect(linkIn(both)).toContain("/u/");
  expect(both.text).toContain(PASSWORD);
  const [link, password] = await mailbox.mails(`${name}-two@practice.example`, 2);
  const texts = [link.text, password.text];
  expect(texts.filter((text) => text.includes(PASSWORD))).toHaveLength(1);
  expect(texts.filter((text) => text.includes("/u/"))).toHaveLength(1);
  expect(texts.filter((text) => text.includes("/u/") && text.includes(PASSWORD))).toHaveLength(0);
  const [only] = await mailbox.mails(`${name}-none@practice.example`, 1);
  expect(linkIn(only)).toContain("/u/");
  expect(only.text).not.toContain(PASSWORD);
});

test("what is missing on the form is said at its place", async ({ app, clinic, word }) => {
  await app.openFolder(await clinic.makeFolder(word));
  await app.folders.expectEmpty();
  await app.folders.pressTool("Share an Upload Folder");
  await app.share.submit();
  await app.share.expectError("Please enter at least one e-mail address.");
  await app.share.expectError("Please enter a folder password, or let one be generated.");
  await app.share.fill({ recipient: "not an address", password: "short", title: "Upload" });
  await app.share.submit();
  await app.share.expectError(/is not an e-mail address/);
  await app.share.expectError("Please use at least 10 characters.");
  await app.share.throwAway();
});

test("a link that nobody made says so, and a wrong password lets nobody in", async ({
  clinic,
  guest,
  word,
  baseURL,
}) => {
  const folderId = await clinic.makeFolder(word);
  const link = await clinic.share({
    folderId,
    recipients: [`${word}@practice.example`.toLowerCase()],
    password: PASSWORD,
    title: `Upload ${word}`,
  });
  await guest.open(link.url.replace(/.$/, (last) => (last === "A" ? "B" : "A")));
  await guest.expectHeading("This link is not known here");
  await guest.open(`${baseURL}/u/nothing`);
  await guest.expectHeading("This link is not known here");
  await guest.open(link.url);
  await guest.enterPassword("not the password at all");
  await guest.expectError(/password/i);
  await guest.reload();
  await guest.expectHeading(`Upload ${word}`);
  await guest.enterPassword(PASSWORD);
  await guest.expectHeading("Choose what you want to send");
});

test("a guest whose link is revoked meanwhile is told so @once", async ({
  app,
  clinic,
  guest,
  files,
  word,
}) => {
  const folderId = await clinic.makeFolder(word);
  const link = await clinic.share({
    folderId,
    recipients: [`${word}@practice.example`.toLowerCase()],
    password: PASSWORD,
    title: `Upload ${word}`,
  });
  await guest.open(link.url);
  await guest.enterPassword(PASSWORD);
  await guest.chooseFolder(files.cd);
  await guest.expectReview();

  await app.details.open(link.id);
  await app.details.revoke();
  await app.details.expectOnTimeline("Revoked");

  await guest.send();
  await guest.expectHeading("This link was withdrawn");
  await guest.reload();
  await guest.expectHeading("This link was withdrawn");
});

for (const { language, id, direction, subject, heading } of [
  {
    language: "Deutsch",
    id: "de",
    direction: "ltr",
    subject: /bittet Sie um medizinische Bilder/,
    heading: "Wählen Sie aus, was Sie senden möchten",
  },
  {
    language: "العربية",
    id: "ar",
    direction: "rtl",
    subject: /[\u0600-\u06ff]/,
    heading: "اختر ما تريد إرساله",
  },
] as const) {
  test(`mail and page speak the language that was chosen: ${id}`, async ({
    app,
    clinic,
    guest,
    mailbox,
    files,
    word,
  }) => {
    const recipient = `${word}@practice.example`.toLowerCase();
    await app.openFolder(await clinic.makeFolder(word));
    await app.folders.expectEmpty();
    await app.folders.pressTool("Share an Upload Folder");
    await app.share.fill({ recipient, password: PASSWORD, title: word, language });
    await app.share.send();

    const [mail] = await mailbox.mails(recipient, 1);
    expect(mail.subject).toMatch(subject);
    expect(mail.html).toMatch(new RegExp(`<html[^>]* lang="${id}"`));
    expect(mail.html.includes('dir="rtl"')).toBe(direction === "rtl");

    await guest.open(linkIn(mail));
    await guest.expectHeading(word);
    await guest.expectDirection(direction);
    await guest.expectLanguage(id);
    await guest.enterPassword(PASSWORD);
    await guest.expectHeading(heading);
    await guest.expectNoSidewaysScroll();
    await guest.chooseInAnyLanguage(files.cd);
    await guest.expectText("MRI head");
    await guest.expectDirection(direction);
    await guest.expectNoSidewaysScroll();
  });
}
