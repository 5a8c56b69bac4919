// Tells the build which functions the first visit has used, when the page has come to rest.

addEventListener("TrunkApplicationStarted", () => setTimeout(() => {
    const used = Object.entries(wasm).filter(([name, it]) => name.startsWith("USED_PREFIX") && it.value === 1);
    const numbers = used.map(([name]) => name.slice("USED_PREFIX".length));
    fetch("used", { method: "POST", body: numbers.join(" ") });
}, 3000), { once: true });
