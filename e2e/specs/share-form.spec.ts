import { expect, test } from "../fixtures";
import { linkIn } from "../mailbox";
import { LogInPage } from "../pages/LogInPage";

test("all that the form can do reaches the recipients' mails and the share details @mouse", async ({
  app,
  clinic,
  credentials,
  guest,
  mailbox,
  word,
}) => {
  const address = (name: string) => `${word}-${name}@praxis.example`.toLowerCase();
  const folderId = await clinic.makeFolder(word);
  await clinic.share({
    folderId,
    recipients: [address("before")],
    password: "heron copper lantern 27 river",
    title: `Earlier ${word}`,
  });
  await app.openFolder(folderId);
  await app.folders.expectEmpty();
  await app.folders.pressTool("Share an Upload Folder");
  await app.share.fill({
    recipient: `"Weber, Ana" <${address("ana")}>`,
    twoFactor: true,
    passwordAddress: address("phone"),
    language: "Deutsch",
    password: "to be replaced",
    title: `Bilder für ${word}`,
    description: "Bitte das MRT vom November.\nVielen Dank!",
    more: {
      accepts: "DICOM only",
      files: "500",
      gigabytes: "2",
      patientName: `${word}, Elsa`,
      patientId: "4711",
      ticks: ["Their name", "A note to you", "Let the recipient see the folder", "And download from it"],
      unticks: ["Tell me when a delivery completes"],
    },
  });
  await app.share.expectDifferences(
    "DICOM only · at most 500 files · at most 2 GB · asks for name and note · one patient expected",
  );
  await app.share.addContact(address("before").slice(0, -6), address("before"));
  await app.share.expectText("2 links, one for each");
  await app.share.expectText(/has a link to this folder already/);
  await app.share.expectRecipient(address("ana"));

  // The session ends over it: after logging in again the form is there as it was, but for the password
  await app.loseSession();
  await new LogInPage(app.page).logIn(credentials);
  await app.share.expectText("2 links, one for each");
  await app.share.expectRecipient(address("ana"));
  const password = await app.share.generatePassword();
  expect(password).toMatch(/^([a-z]+-){4}[a-z]+$/);
  await app.share.expireAfter("1 month");
  await app.share.expectText(/^The link works until .+, 24:00 \(.+\)\.$/);
  await app.share.expectEscapeAsks();
  await app.share.send();
  await app.answerNotice("Folder Shared Successfully", "View share details");

  await app.details.expectTitle(`Bilder für ${word}`);
  for (const [name, text] of [
    ["E-mail", address("ana")],
    ["Accepted content", "DICOM only, at most 500 files and 2 GB"],
    ["Expected patient", `${word}, Elsa · 4711`],
    ["The recipient sees the folder", "Yes, and may download from it"],
    ["Password", address("phone")],
    ["Language", "Deutsch"],
  ] as const) {
    await app.details.expectFact(name, text);
  }

  const [mail] = await mailbox.mails(address("ana"), 1);
  expect(mail.html).toMatch(/<html[^>]* lang="de"/);
  for (const secret of [password, "Elsa", "4711"]) expect(mail.text + mail.html).not.toContain(secret);
  // One for each of the two links; nobody but this address is told the password
  const told = await mailbox.mails(address("phone"), 2);
  for (const { text } of told) {
    expect(text).toContain(password);
    expect(text).not.toContain("/u/");
  }
  await guest.open(linkIn(mail));
  await guest.expectHeading(`Bilder für ${word}`);
});
