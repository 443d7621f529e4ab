/** What is fetched only when something is sent: the tray in the bar is on every page and must stay light. */
export { filesToSend } from "@/uploads/plan";
export { createSender } from "@/uploads/send";
export { deliveryClient } from "./delivery-client";
