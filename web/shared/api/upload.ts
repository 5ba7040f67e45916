import type { SharedFile } from "./conversation";
import { Problem, type ProblemDetails } from "./request";

type Options = { token?: string | undefined; onProgress: (share: number) => void; signal: AbortSignal };

/** Sends one file; by XMLHttpRequest, because fetch cannot tell how far an upload has got. */
export function upload(path: string, file: File, { token, onProgress, signal }: Options): Promise<SharedFile> {
  return new Promise((resolve, reject) => {
    const asking = new XMLHttpRequest();
    asking.open("POST", path);
    asking.responseType = "json";
    if (token) asking.setRequestHeader("authorization", `Bearer ${token}`);
    asking.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    asking.onload = () => {
      if (asking.status < 300) return resolve(asking.response as SharedFile);
      const details = asking.response as ProblemDetails | null;
      const seconds = Number(asking.getResponseHeader("retry-after")) || undefined;
      reject(new Problem(details?.code ? details : { status: asking.status, code: "refused" }, seconds));
    };
    asking.onerror = () => reject(Problem.unreachable());
    asking.onabort = () => reject(new Problem({ status: 499, code: "canceled" }));
    signal.addEventListener("abort", () => asking.abort());
    const form = new FormData();
    form.append("file", file, file.name);
    asking.send(form);
  });
}
