// Tells the build which functions the first picture has used, when the page has come to rest.

globalThis.restPending = true; // and never comes: form and lists are not part of it

addEventListener("TrunkApplicationStarted", () => setTimeout(() => {
    const used = Object.entries(wasm).filter(([name, it]) => name.startsWith("USED_PREFIX") && it.value === 1);
    const numbers = used.map(([name]) => name.slice("USED_PREFIX".length));
    fetch("used", { method: "POST", body: numbers.join(" ") });
}, 3000), { once: true });
