// Uploads a file with tus-js-client as it is, and prints the upload's URL. Arguments: a JSON object of settings.
import { createReadStream, statSync } from "node:fs";
import { Upload } from "tus-js-client";

const { endpoint, path, headers, metadata, chunkSize, options } = JSON.parse(process.argv[2]);
const file = createReadStream(path);
const upload = new Upload(file, {
  endpoint,
  headers,
  metadata,
  chunkSize: chunkSize ?? Number.POSITIVE_INFINITY,
  uploadSize: statSync(path).size,
  retryDelays: [0, 100],
  ...options,
  onError(error) {
    console.error(String(error));
    process.exit(1);
  },
  onSuccess() {
    console.log(upload.url);
  },
});
upload.start();
