import { expectAccessible } from "../accessibility";
import { filesIn } from "../files";
import { expect, test } from "../fixtures";
import { linkIn } from "../mailbox";
import { LinksPage } from "../pages/LinksPage";

const PASSWORD = "heron copper lantern 27 river";
const NEW_PASSWORD = "violin granite otter 64 meadow";
/** So slow that the upload of a few megabytes has a middle. */
const SLOW_LINE = 200_000;

test.describe.configure({ timeout: 180_000 });

test("the life of a link: sent again, renewed, extended, changed, revoked under way, brought back", async ({
  app,
  clinic,
  guest,
  files,
  mailbox,
  word,
}) => {
  const links = new LinksPage(app.page);
  const recipient = `${word}@practice.example`.toLowerCase();
  const folderId = await clinic.makeFolder(word);
  const link = await clinic.share({
    folderId,
    recipients: [recipient],
    password: PASSWORD,
    title: `Upload ${word}`,
  });
  const [first] = await mailbox.mails(recipient, 1);
  expect(linkIn(first)).toBe(link.url);

  await links.open();
  await links.find(word, 1);
  await links.expectRow(recipient, word, "Active", "E-mail sent");
  await links.act(recipient, "Resend");
  await app.expectNotice(`The link is on its way to ${recipient} again`);
  const [, again] = await mailbox.mails(recipient, 2);
  expect(linkIn(again)).toBe(link.url);

  await guest.open(link.url);
  await guest.enterPassword(PASSWORD);
  await guest.expectHeading("Choose what you want to send");
  await links.expectRow(recipient, "Password entered");

  await links.openDetails(recipient);
  await app.details.expectStage("Password entered");
  await app.details.expectMail("E-mail with the link", recipient, "Sent");
  await app.details.setPassword(NEW_PASSWORD);
  await app.details.expectOnTimeline("New password set");
  await guest.reload();
  await guest.enterPassword(PASSWORD);
  await guest.expectError(/password/i);
  await guest.enterPassword(NEW_PASSWORD);
  await guest.expectHeading("Choose what you want to send");

  await app.details.renewAddress();
  await app.details.expectOnTimeline("New link address; the old one is dead");
  const [, , third] = await mailbox.mails(recipient, 3);
  const renewed = third ? linkIn(third) : "";
  expect(renewed).not.toBe(link.url);
  expect(await app.details.address()).toBe(renewed);
  await guest.reload();
  await guest.expectHeading("This link is not known here");
  await guest.open(renewed);
  await guest.enterPassword(NEW_PASSWORD);

  await app.details.extend("1 month");
  await app.details.expectOnTimeline(/^Works until /);
  await app.details.changeTerms({ title: `Changed ${word}`, mostFiles: "1000" });
  await app.details.expectOnTimeline("Changed: what is accepted, title");

  const [oneImage] = filesIn(files.cd).filter((file) => file.includes("/DICOM/"));
  await guest.chooseFiles([oneImage as string]);
  await guest.send();
  const number = await guest.receiptNumber();
  await app.details.expectDelivery(number, "Complete");
  await app.details.openReceipt(number);
  await app.details.expectDelivery(number, `${word}, Elsa`);
  await guest.sendSomethingElse();
  await guest.chooseFolder(files.cd);
  await guest.expectReview();
  await guest.limitUpload(SLOW_LINE);
  await guest.send();
  await guest.expectProgress(5);
  await app.details.expectStage(/^Uploading, \d+ %$/);
  await app.details.revoke();
  await guest.expectHeading("This link was withdrawn");
  await guest.limitUpload(null);
  await guest.reload();
  await guest.expectHeading("This link was withdrawn");
  await app.details.expectOnTimeline(/^Upload .* ended (by revoking|without files)$/);
  await expectAccessible(app.page, "share details of a revoked link");

  await app.details.reactivate("1 week");
  const mails = await mailbox.mails(recipient, 4);
  const revived = mails[3] ? linkIn(mails[3]) : "";
  expect([link.url, renewed]).not.toContain(revived);
  await guest.open(revived);
  await guest.expectHeading(`Changed ${word}`);
  await guest.enterPassword(NEW_PASSWORD);
  await guest.expectHeading("Choose what you want to send");

  await app.openFolder(folderId);
  await app.folders.expectRow(`${word}, Elsa`);
});

test("many links at once, and everybody's links for an administrator", async ({
  app,
  administrator,
  clinic,
  word,
}) => {
  const links = new LinksPage(app.page);
  const [one, two] = [`${word}-one@practice.example`, `${word}-two@practice.example`].map((address) =>
    address.toLowerCase(),
  ) as [string, string];
  await clinic.share({
    folderId: await clinic.makeFolder(word),
    recipients: [one, two],
    password: PASSWORD,
    title: `Upload ${word}`,
  });

  const all = new LinksPage(administrator.page);
  await administrator.page.goto("/links");
  await all.showEverybodys();
  await all.find(word, 2);
  await all.expectImpossible(one, "Resend", "Only the clinician who shared it can do this.");
  await all.openDetails(one);
  await administrator.details.expectNoAddress();
  await administrator.details.revoke();

  await links.open();
  await links.find(word, 2);
  await links.expectRow(one, "Revoked");
  await links.selectAll();
  await expectAccessible(app.page, "upload links, two selected");
  await links.revokeSelected("Revoke 1 upload link?");
  await links.readOutcome("1 link revoked", `${one}This link is revoked already.`);
  await links.expectRow(two, "Revoked");
  await links.show("Active");
  await links.expectNothing();
});
