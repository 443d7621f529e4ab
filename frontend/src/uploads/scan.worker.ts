import { scanFile } from "./scan-file";
import { type ScanRequest, scanBatch } from "./scan-protocol";

/** Reads file headers away from the page, which stays free to answer its user. */
self.addEventListener("message", (event: MessageEvent<ScanRequest>) => {
  void scanBatch(event.data, scanFile).then((answer) => self.postMessage(answer));
});
