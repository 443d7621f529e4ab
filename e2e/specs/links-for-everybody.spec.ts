import { expectAccessible } from "../accessibility";
import {
  askForStillness,
  expectMirrored,
  expectSeenInForcedColours,
  expectStill,
  expectUsableAtDoubleZoom,
  sides,
} from "../conditions";
import { expect, test } from "../fixtures";
import { codeIn } from "../mailbox";
import { GuestFolder } from "../pages/GuestFolder";
import { LinksPage } from "../pages/LinksPage";
import { declineAddressIn, ReminderPage } from "../pages/ReminderPage";

const PASSWORD = "heron copper lantern 27 river";
const NEW_PASSWORD = "violin granite otter 64 meadow";

test.describe.configure({ timeout: 180_000 });

test("a folder is shared, its link looked at and revoked by the keyboard alone @mouse", async ({
  app,
  clinic,
  mailbox,
  word,
}) => {
  const recipient = `${word}@practice.example`.toLowerCase();
  await app.openFolder(await clinic.makeFolder(word));
  await app.folders.expectEmpty();
  await askForStillness(app.page);
  await app.folders.pressToolByKeys("Share an Upload Folder");
  await app.share.openMore();
  await expectSeenInForcedColours(app.page, "share form");
  await expectUsableAtDoubleZoom(app.page, "share form");
  await app.share.cancel();

  await app.folders.pressToolByKeys("Share an Upload Folder");
  await app.share.sendByKeys(recipient, PASSWORD);
  await app.answerNoticeByKeys("Folder Shared Successfully", "View share details");
  await app.details.expectFact("The recipient sees the folder", "Yes");
  await mailbox.mails(recipient, 1);
  await app.details.expectReachedByKeys(word);
  await app.details.revokeByKeys();
  await expectStill(app.page, "from the form to the revoked link");
});

test("everybody can read and use the list of links, and every question about a link @mouse", async ({
  app,
  clinic,
  colleague,
  guest,
  mailbox,
  word,
}) => {
  const links = new LinksPage(app.page);
  const [one, two] = [`${word}-one@practice.example`, `${word}-two@practice.example`].map((address) =>
    address.toLowerCase(),
  ) as [string, string];
  const folderId = await clinic.makeFolder(word);
  const link = await clinic.share({
    folderId,
    recipients: [one, two],
    password: PASSWORD,
    title: `Upload ${word}`,
  });

  await test.step("a list of nothing, and of what is looked for in vain", async () => {
    await new LinksPage(colleague.page).open();
    await new LinksPage(colleague.page).expectNoneYet();
    await expectAccessible(colleague.page, "no upload links yet");
    await links.open();
    await links.find(`${word} nowhere`, 0);
    await links.expectNothing();
    await expectAccessible(app.page, "no link fits");
    await links.find(word, 2);
  });

  await test.step("with the line cut the list stands, and says so", async () => {
    await app.setOffline(true);
    await links.expectStale();
    await expectAccessible(app.page, "upload links without a line");
    await links.expectRow(one, "Active");
    await app.setOffline(false);
    await links.expectFresh();
  });

  await test.step("a reminder goes out, and its recipient wants no more of them", async () => {
    await links.act(one, "Remind");
    await app.answerNotice(`A reminder is on its way to ${one}`, "Close");
    const [, reminder] = await mailbox.mails(one, 2);
    const page = new ReminderPage(guest.page);
    const address = declineAddressIn(reminder);
    await page.open(`${address}x`);
    await page.expectHeading("This address is not known here");
    await expectAccessible(page.page, "no such reminder");
    await page.open(address);
    await page.expectHeading("No more reminders?");
    await expectAccessible(page.page, "no more reminders?");
    await expectSeenInForcedColours(page.page, "no more reminders?");
    await expectUsableAtDoubleZoom(page.page, "no more reminders?");
    await page.decline();
    await expectAccessible(page.page, "no more reminders");
    await links.act(one, "Remind");
    await app.answerNotice("The recipient has asked not to be reminded", "Close");
  });

  await test.step("the bar for many, and what it asks", async () => {
    await links.selectAll();
    await expectSeenInForcedColours(app.page, "upload links, two selected");
    await expectUsableAtDoubleZoom(app.page, "upload links, two selected");
    await links.askOfSelected("Extend…", "Extend 2 upload links");
    await expectAccessible(app.page, "extend many");
    await links.leaveQuestion();
    await links.askOfSelected("Remind", "Remind 2 recipients?");
    await expectAccessible(app.page, "remind many");
    await links.answer("Remind");
    await expectAccessible(app.page, "outcome");
    await links.readOutcome("1 reminder is on its way", one, "The recipient has asked not to be reminded");
  });

  await test.step("share details, and what each action asks", async () => {
    await links.openDetails(one);
    await app.details.expectOnTimeline("The recipient wants no more reminders");
    await expectSeenInForcedColours(app.page, "share details");
    await expectUsableAtDoubleZoom(app.page, "share details");
    for (const action of ["New link address…", "Extend…", "Change limits…", "Revoke…"] as const) {
      await app.details.ask(action);
      await expectAccessible(app.page, action);
      await expectUsableAtDoubleZoom(app.page, action);
      await app.details.leaveQuestion();
    }
    const elsewhere = `${word}-phone@practice.example`.toLowerCase();
    await app.details.mailPassword(NEW_PASSWORD, elsewhere);
    await expectAccessible(app.page, "a new password is set");
    await app.details.leaveQuestion();
    const [told] = await mailbox.mails(elsewhere, 1);
    expect(told.text).toContain(NEW_PASSWORD);
    await app.details.expectMail("E-mail with the password", elsewhere, "Sent");
    await app.setOffline(true);
    await app.details.expectStale();
    await app.setOffline(false);
    await app.details.openPrint(link.id);
    await expectSeenInForcedColours(app.page, "print");
    await expectUsableAtDoubleZoom(app.page, "print");
    await app.details.leavePrint();
  });

  await test.step("a link that rests, and one that is revoked", async () => {
    await clinic.revoke(link.id);
    await app.details.expectState("Revoked");
    await app.details.ask("Reactivate…");
    await expectAccessible(app.page, "reactivate");
    await app.details.leaveQuestion();
    await clinic.trashFolders(folderId);
    await links.open();
    await links.find(word, 2);
    await links.expectRow(two, "Suspended");
    await links.openDetails(two);
    await app.details.expectState("Suspended");
    await expectAccessible(app.page, "share details of a link that rests");
  });
});

test("in Arabic the pages of a link are mirrored @mouse", async ({ app, clinic, word }) => {
  const links = new LinksPage(app.page);
  const folderId = await clinic.makeFolder(word);
  const recipients = [`${word}@practice.example`.toLowerCase()];
  const link = await clinic.share({ folderId, recipients, password: PASSWORD, title: `Upload ${word}` });
  await links.open();
  await links.find(word, 1);
  const ofList = await sides(app.page);
  await app.readIn("ar");
  await links.expectRow(recipients[0] as string, word);
  await expectMirrored(app.page, ofList, "upload links");
  await expectAccessible(app.page, "upload links in Arabic");
  await app.readIn("en");

  await app.details.open(link.id);
  await app.details.askInAnyLanguage();
  const ofDialog = await sides(app.page);
  await app.details.leaveQuestion();
  const ofDetails = await sides(app.page);
  await app.readIn("ar");
  await app.details.askInAnyLanguage();
  await expectMirrored(app.page, ofDialog, "new password");
  await expectAccessible(app.page, "new password in Arabic");
  await app.details.leaveQuestion();
  await expectMirrored(app.page, ofDetails, "share details");
  await expectAccessible(app.page, "share details in Arabic");

  await app.openFolder(folderId);
  await app.share.openBy("Share an Upload Folder");
  const ofForm = await sides(app.page);
  await app.readIn("ar");
  await app.share.openBy("مشاركة مجلد رفع");
  await expectMirrored(app.page, ofForm, "share form");
  await expectAccessible(app.page, "share form in Arabic");
});

test("everybody can use the guest's page, from the password to the receipt @mouse", async ({
  clinic,
  guest,
  library,
  mailbox,
  word,
}) => {
  const recipient = `${word}@practice.example`.toLowerCase();
  const folderId = await clinic.makeFolder(word);
  await clinic.copyEntries(library.folderId, folderId);
  const link = await clinic.share({
    folderId,
    recipients: [recipient],
    password: PASSWORD,
    title: `Upload ${word}`,
    description: "Please send the MRI of November.",
    twoFactor: true,
    maySee: true,
  });
  const everywhere = async (state: string): Promise<void> => {
    await expectSeenInForcedColours(guest.page, state);
    await expectUsableAtDoubleZoom(guest.page, state);
  };
  await guest.open(link.url);
  await guest.expectHeading(`Upload ${word}`);
  await askForStillness(guest.page);
  await everywhere("password");
  const ofPassword = await sides(guest.page);
  await guest.chooseLanguage("ar");
  await expectMirrored(guest.page, ofPassword, "password");
  await guest.chooseLanguage("en");
  await guest.enterPassword(PASSWORD);
  await guest.expectHeading("Enter the code from the e-mail");
  await everywhere("code");
  const [, mail] = await mailbox.mails(recipient, 2);
  const code = codeIn(mail);
  await guest.enterCode(code === "000000" ? "000001" : "000000");
  await guest.expectError(/code/i);
  await expectAccessible(guest.page, "wrong code");
  await guest.enterCode(code);
  await guest.expectHeading("Choose what you want to send");
  await new GuestFolder(guest.page).expectThing(`${library.word}, Elsa`);
  await everywhere("choose, with the folder");
  const ofChoice = await sides(guest.page);
  await guest.chooseLanguage("ar");
  await expectMirrored(guest.page, ofChoice, "choose, with the folder");
  await guest.chooseLanguage("en");
  await guest.chooseFiles(library.files.loose);
  await guest.expectReview();
  await everywhere("review");
  await guest.send();
  await guest.receiptNumber();
  await everywhere("receipt");
  await expectStill(guest.page, "the guest's page");
});

test("a guest sends by the keyboard alone @mouse", async ({ clinic, guest, library, word }) => {
  const link = await clinic.share({
    folderId: await clinic.makeFolder(word),
    recipients: [`${word}@practice.example`.toLowerCase()],
    password: PASSWORD,
    title: `Upload ${word}`,
  });
  const keys = guest.keys();
  await guest.open(link.url);
  await guest.expectHeading(`Upload ${word}`);
  await keys.enterPassword("not this one");
  await guest.expectError(/password/i);
  await keys.enterPassword(PASSWORD);
  await guest.expectHeading("Choose what you want to send");
  await keys.chooseFiles(library.files.loose);
  await guest.expectReview();
  await keys.send();
  await guest.receiptNumber();
});
