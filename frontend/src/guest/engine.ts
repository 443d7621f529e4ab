/** What is fetched only when files are chosen: the page itself has to be there at once, on any line. */
export { collectFromDrop, collectFromInput } from "@/uploads/collect";
export { filesToSend } from "@/uploads/plan";
export { createPreparation } from "@/uploads/prepare";
export { createSender } from "@/uploads/send";
