// Puts the text of a chosen file where it would be pasted otherwise. Banks' files are UTF-8 or GB 18030.
"use strict";

(() => {
  const decoded = (bytes) => {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder("gb18030").decode(bytes);
    }
  };

  for (const field of document.querySelectorAll("input[data-fills]")) {
    const target = document.getElementById(field.dataset.fills);
    field.closest("[hidden]")?.removeAttribute("hidden");
    field.addEventListener("change", async () => {
      const [file] = field.files;
      if (file) target.value = decoded(await file.arrayBuffer());
    });
  }
})();
