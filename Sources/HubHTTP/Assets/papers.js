// Fills in name, digest and size of a paper that is chosen; the file itself stays on this computer.
"use strict";

(() => {
  // Browsers compute digests on pages that came over TLS or from this computer alone.
  if (!globalThis.crypto?.subtle) return;
  const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

  for (const form of document.querySelectorAll("[data-digests]")) {
    const file = form.querySelector('input[type="file"]');
    const field = (name) => form.querySelector(`[name="paper-${name}"]`);
    file.closest("[hidden]")?.removeAttribute("hidden");
    file.addEventListener("change", async () => {
      const [chosen] = file.files;
      if (!chosen) return;
      const digest = await crypto.subtle.digest("SHA-256", await chosen.arrayBuffer());
      // Another file may have been chosen meanwhile.
      if (file.files[0] !== chosen) return;
      field("name").value = chosen.name;
      field("digest").value = hex(digest);
      field("size").value = String(chosen.size);
    });
  }
})();
