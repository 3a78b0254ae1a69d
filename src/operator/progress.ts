/** One line that keeps changing on a terminal; in a log, a line every few seconds. */
export function progressOn(stream: NodeJS.WriteStream): { line(text: string): void; done(): void } {
  let last = 0;
  let written = false;
  return {
    line: (text) => {
      const now = performance.now();
      if (now - last < (stream.isTTY ? 100 : 3_000)) return;
      last = now;
      written = true;
      stream.write(stream.isTTY ? `\r\x1b[K  ${text}` : `  ${text}\n`);
    },
    done: () => {
      if (written && stream.isTTY) stream.write('\r\x1b[K');
    },
  };
}
